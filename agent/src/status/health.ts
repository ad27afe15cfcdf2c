/** What /healthz says: whether the agent does its work, in codes alone, because anybody on the machine may ask. */
import type { AgentStatus } from '../core/agent-status.ts'
import type { AgentAlertCode } from '../core/alerts.ts'

/** With one of these minutes are being lost; the others heal or wait. */
const failing: readonly string[] = ['JOURNAL_FULL', 'JOURNAL_FAILED'] satisfies AgentAlertCode[]

export type Health = { readonly state: 'ok' | 'warning' | 'failing'; readonly alerts: readonly string[] }

/** ok: nothing to do. warning: a person should look, nothing is lost. failing: minutes are being lost. */
export function healthOf(status: Pick<AgentStatus, 'alerts'>): Health {
  const alerts = status.alerts.map(({ code }) => code)
  const state = alerts.some((code) => failing.includes(code)) ? 'failing' : alerts.length > 0 ? 'warning' : 'ok'
  return { state, alerts }
}
