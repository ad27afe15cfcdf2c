/** Every event that the collector logs, with the level it is logged at: one list, so that alerts and searches can
 *  rely on it. error: a person must act (the runbook is named); warn: it healed by itself; info: once a batch, never
 *  once a camera. */
export const logEvents = {
  'collector.started': { level: 'info', says: 'the API and the broker answer' },
  'collector.stopping': { level: 'info', says: 'a signal or a caller asked for the end' },
  'collector.stopped': { level: 'info', says: 'everything stored, everything closed' },
  'database.started': { level: 'info', says: 'the embedded server runs, with its folder' },
  'database.migrated': { level: 'info', says: 'migrations were applied' },
  'database.idleConnectionLost': {
    level: 'warn',
    says: 'the server went away between queries; the pool opens another',
  },
  'broker.connected': { level: 'info', says: 'the broker delivered a message to ourselves' },
  'broker.lost': { level: 'warn', says: 'the connection to the broker ended; it is tried again' },
  'broker.refused': { level: 'error', says: 'the broker does not let us read (runbook: collector-broker-refused)' },
  'broker.failed': { level: 'error', says: 'the embedded broker failed (runbook: collector-broker-refused)' },
  'connection.refused': { level: 'warn', says: 'a client of the embedded broker was sent away' },
  'statement.stored': { level: 'info', says: 'a batch of statements is stored and receipted' },
  'statement.refused': { level: 'warn', says: 'what came on a statement topic is no statement of its gateway' },
  'batch.failed': {
    level: 'error',
    says: 'a batch was not stored; it comes again (runbook: collector-internal-error)',
  },
  'receipts.republished': { level: 'info', says: 'the newest receipts were sent again after a start' },
  'receipts.unsent': { level: 'warn', says: 'receipts are stored and could not be sent; duplicates earn them' },
  'fork.found': { level: 'warn', says: 'two statements of one number: a restored snapshot, or a clone' },
  'information.lost': { level: 'warn', says: 'status or camera names were not kept; they come again' },
  'projection.failed': { level: 'error', says: 'minutes were not counted yet (runbook: collector-internal-error)' },
  'projection.unasked': { level: 'warn', says: 'the database did not say what is left to project' },
  'clock.suspected': {
    level: 'error',
    says: 'our clock and the database differ; intake waits (runbook: clock-offset)',
  },
  'clock.behindReceipts': { level: 'error', says: 'our clock is behind a receipt we signed (runbook: clock-offset)' },
  'clock.trusted': { level: 'warn', says: 'the clocks agree again' },
  'clock.unasked': { level: 'warn', says: 'the database did not tell its time; the last answer holds' },
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
