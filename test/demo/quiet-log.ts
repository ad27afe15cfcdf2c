/** The agents' log in the demo: only what a person should read. */
import type { Log } from '@camtally/agent'

export const quietLog: Log = {
  info() {},
  // The demo cuts uplinks on purpose; that a connection closed is told by its own lines.
  warn: (fields, message) =>
    isClosed(fields) ? undefined : console.error('   warn:', message, JSON.stringify(fields)),
  error: (fields, message) => console.error('   error:', message, JSON.stringify(fields)),
}

function isClosed(fields: object): boolean {
  return 'event' in fields && fields.event === 'uplink.closed'
}
