/** The one public door of @camtally/agent. */
export {}
