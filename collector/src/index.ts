/** The one public door of @camtally/collector. */
export {}
