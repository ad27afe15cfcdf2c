/** Every event that the collector logs, with the level it is logged at: one list, so that alerts and searches can rely on
 *  it. error: a person must act (the runbook is named); warn: it healed by itself; info: once a batch, never once a camera. */
export const logEvents = {
  'collector.started': { level: 'info', says: 'the API and the broker answer' },
  'collector.ready': { level: 'info', says: 'the broker delivered a message to ourselves; intake runs' },
  'collector.stopping': { level: 'info', says: 'a signal or a caller asked for the end' },
  'collector.stopped': { level: 'info', says: 'everything stored, everything closed' },
  'database.started': { level: 'info', says: 'the embedded server runs, with its folder' },
  'database.migrated': { level: 'info', says: 'migrations were applied' },
  'database.idleConnectionLost': {
    level: 'warn',
    says: 'the server went away between queries; the pool opens another',
  },
  'token.written': { level: 'info', says: 'the first ops token lies in the file named' },
  'http.answered': { level: 'debug', says: 'one request, its route, status and time' },
  'http.failed': {
    level: 'error',
    says: 'a rule of our own was broken in a request (runbook: collector-internal-error)',
  },
  'gateway.enrolled': { level: 'info', says: 'a key was recorded for a gateway and epoch' },
  'claim.refused': { level: 'warn', says: 'a claim or a proof was refused' },
  'job.done': { level: 'info', says: 'one job did what was due' },
  'job.failed': { level: 'error', says: 'a job failed and is tried again (runbook: job-failing)' },
  'job.waiting': { level: 'info', says: 'closing waits for journals after a silence (catchUpMinutes)' },
  'day.closed': { level: 'info', says: 'the days of one account were closed' },
  'day.corrected': { level: 'info', says: 'closed days were counted again' },
  'invoice.finalized': { level: 'info', says: 'an invoice has its number and its documents' },
} as const satisfies Record<string, { readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly says: string }>

export type LogEvent = keyof typeof logEvents
