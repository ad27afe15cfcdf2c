/** What a person should know of this agent now: each code once, from when it is first so until it no longer is. */
import type { AgentAlert } from './agent-status.ts'

/** Message: what is so. Hint: what to do now. A code is for ever, its words may improve. */
export const agentAlerts = {
  KEY_LOST: {
    message: 'The collector holds another key for this gateway than the one it signs with.',
    hint: 'Compare the six words on both sides; if nobody changed the key, revoke the gateway and enroll anew.',
  },
  JOURNAL_FULL: {
    message: 'The journal takes no more statements; minutes wait in the reserve.',
    hint: 'Bring the collector back or give the journal more bytes; when the reserve is full, minutes are lost.',
  },
  JOURNAL_FAILED: {
    message: 'The disk refuses to take statements.',
    hint: 'Look at free space and health of the disk that holds the data folder.',
  },
  JOURNAL_DAMAGED: {
    message: 'A part of the journal cannot be read back.',
    hint: 'The rest goes on being sent; look at the health of the disk and replace it.',
  },
  STATEMENT_REFUSED: {
    message: 'The broker closed the connection right after a statement.',
    hint: 'Ask the collector’s operators for what it refused: rights, size, or a revoked gateway.',
  },
  RECEIPT_REFUSED: {
    message: 'A message on the receipt topic is no receipt of the collector this gateway enrolled with.',
    hint: 'Check that the broker is the collector’s own.',
  },
  CAMERAS_LIMIT: {
    message: 'There are more than 1000 cameras; those beyond are not counted.',
    hint: 'Divide the cameras among several gateways of the site.',
  },
  UPLINK_FAILED: {
    message: 'The broker cannot be reached.',
    hint: 'Nothing is lost while the journal has room. Check network, address and credentials.',
  },
} as const

export type AgentAlertCode = keyof typeof agentAlerts

export interface Alerts {
  /** True if it was not raised before. `detail` goes before the message. */
  raise(code: AgentAlertCode, atMs: number, detail?: string): boolean
  clear(code: AgentAlertCode): void
  list(): readonly AgentAlert[]
}

/** Starts with none. */
export function createAlerts(): Alerts {
  const raised = new Map<AgentAlertCode, AgentAlert>()
  return {
    raise(code, at, detail) {
      const isNew = !raised.has(code)
      const { message, hint } = agentAlerts[code]
      const text = detail === undefined ? message : `${detail}: ${message}`
      raised.set(code, { code, message: text, hint, at: raised.get(code)?.at ?? at })
      return isNew
    },
    clear: (code) => void raised.delete(code),
    list: () => [...raised.values()],
  }
}
