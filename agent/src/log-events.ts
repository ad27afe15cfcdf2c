/** Every event that the agent logs, with its level: one list, so that alerts and searches can rely on it. error: a
 *  person must act (the runbook is named); warn: it healed by itself; info: once a batch, never once a camera. */
export const logEvents = {
  'agent.started': { level: 'info', says: 'the journal is open, sources are looked at' },
  'agent.stopping': { level: 'info', says: 'a signal asked for the end; one last heartbeat is signed' },
  'agent.stopped': { level: 'info', says: 'everything signed is on disk' },
  'status.listening': { level: 'info', says: 'where /healthz and /metrics are' },
  'config.reloaded': { level: 'info', says: 'a changed configuration is in force' },
  'config.refused': {
    level: 'error',
    says: 'a changed configuration has faults; the last good one stays (config check)',
  },
  'config.noticed': { level: 'warn', says: 'the configuration says something that is hardly meant' },
  'source.fileRefused': { level: 'warn', says: 'a file of cameras cannot be read; its cameras are unknown' },
  'login.memoryUnwritable': { level: 'warn', says: 'refused logins cannot be remembered over a restart' },
  'statement.signed': { level: 'info', says: 'statements were signed and are on disk' },
  'statement.refused': { level: 'warn', says: 'the broker closed right after a statement' },
  'statement.lost': { level: 'error', says: 'a statement cannot be read back (runbook: journal-old)' },
  'receipt.refused': { level: 'warn', says: 'a message on the receipt topic is no receipt of ours' },
  'time.told': { level: 'info', says: 'a receipt told the time' },
  'chain.signedOn': { level: 'warn', says: 'the chain goes on from what the collector has' },
  'key.lost': { level: 'error', says: 'the collector holds another key for this gateway (runbook: fork)' },
  'journal.repaired': { level: 'warn', says: 'a torn end of the journal was cut off' },
  'journal.filled': { level: 'error', says: 'unreceipted statements fill the journal (runbook: journal-old)' },
  'journal.failed': { level: 'error', says: 'the disk takes nothing (runbook: disk-low)' },
  'uplink.opened': { level: 'info', says: 'the broker is connected' },
  'uplink.closed': { level: 'warn', says: 'the connection to the broker closed; it is opened again' },
} as const satisfies Record<string, { readonly level: 'info' | 'warn' | 'error'; readonly says: string }>

export type LogEvent = keyof typeof logEvents
