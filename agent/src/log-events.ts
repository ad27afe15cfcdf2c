/** Every event that the agent logs, with its level: one list, so that alerts and searches can rely on it. error: a person
 *  must act (the runbook is named); warn: it healed by itself; info: once a batch, never once a camera. */
export const logEvents = {
  'agent.started': { level: 'info', says: 'sources are looked at, the journal is open' },
  'agent.stopping': { level: 'info', says: 'a signal asked for the end; one last heartbeat is signed' },
  'agent.stopped': { level: 'info', says: 'everything signed is on disk' },
  'agent.startFailed': { level: 'error', says: 'the agent could not start (docs/agent-errors.md)' },
  'config.reloaded': { level: 'info', says: 'a changed configuration is in force' },
  'config.refused': { level: 'error', says: 'a changed configuration has faults; the last good one stays in force' },
  'config.noticed': { level: 'warn', says: 'the configuration says something that is hardly meant' },
  'source.fileRefused': { level: 'warn', says: 'a file of cameras cannot be read; its cameras are unknown' },
  'login.memoryUnwritable': { level: 'warn', says: 'refused logins cannot be remembered over a restart' },
} as const satisfies Record<string, { readonly level: 'info' | 'warn' | 'error'; readonly says: string }>

export type LogEvent = keyof typeof logEvents
