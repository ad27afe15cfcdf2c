/** The one public door of @camtally/protocol. */
export {}
