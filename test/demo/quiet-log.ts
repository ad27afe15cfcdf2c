/** The agents' log in the demo: only what a person should read. */
import type { Log } from '@camtally/agent'

export const quietLog: Log = {
  info() {},
  warn: (fields, message) => console.error('   warn:', message, JSON.stringify(fields)),
  error: (fields, message) => console.error('   error:', message, JSON.stringify(fields)),
}
