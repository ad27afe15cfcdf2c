/** What a running agent says of itself: plain data, for the status page, the metrics and the command line. Made only
 *  when asked for, so that nobody pays for it in a minute in which nobody looks. */
import type { EvidenceRank } from './source.ts'

/** Why minutes cannot be spoken for (protocol: gap.why). */
export type GapWhy = 'off' | 'update' | 'overload' | 'clock' | 'unknown'

/** Statement kinds the agent signs. */
export type SignedKind = 'boot' | 'inventory' | 'heartbeat' | 'gap'

/** One camera as the agent knows it now. `isUp` is for display: up after one success, down after three misses; what is
 *  billed are the signed minutes. `keys` strongest first. Instants are raw wall clock ms. */
export type CameraStatus = {
  readonly name: string
  readonly keys: readonly string[]
  readonly sources: readonly string[]
  readonly isUp: boolean
  readonly rank?: EvidenceRank
  readonly detail?: string
  readonly lastLookAt?: number
  readonly lastSuccessAt?: number
}

/** One source. `isUp`: it looked lately, and its last look was not `unknown`. */
export type SourceStatus = {
  readonly name: string
  readonly kind: string
  readonly isUp: boolean
  readonly lookCount: number
  readonly lastLookAt?: number
}

/** Something a person should know; the codes are in alerts.ts. `at`: raw wall clock ms when it was first so. */
export type AgentAlert = { readonly code: string; readonly message: string; readonly hint: string; readonly at: number }

/** The whole of it. Every instant is ms since 1970 by the raw wall clock, except `lastReceipt.at`, the collector's. */
export type AgentStatus = {
  readonly gatewayId: string
  readonly accountId: string
  readonly siteId: string
  readonly epoch: number
  /** The gateway's key as six words, to be compared with what the collector shows. */
  readonly fingerprint: readonly string[]
  readonly agentVersion: string
  readonly boot: number
  readonly bootWhy: 'first' | 'clean' | 'update' | 'crash'
  readonly startedAt: number
  readonly cameras: readonly CameraStatus[]
  readonly connectedCount: number
  readonly sources: readonly SourceStatus[]
  readonly journal: {
    /** Statements that no receipt names yet. */
    readonly unreceiptedCount: number
    /** All statements on disk, receipted ones too. */
    readonly statementCount: number
    readonly sizeBytes: number
    readonly maxBytes: number
    /** When the oldest statement without a receipt was signed (`ts`). */
    readonly oldestUnreceiptedAt?: number
    /** Bytes of minutes that wait on disk because nothing may be signed yet. */
    readonly waitingBytes: number
    /** The chain's newest number; 0 before the first statement. */
    readonly newestSeq: number
  }
  /** `at`: the receipt's `t`; `receivedAt`: when it came, absent if in an earlier boot; `latencyMs`: from the first
   *  sending of the newest statement it names to its arrival. */
  readonly lastReceipt?: { readonly at: number; readonly receivedAt?: number; readonly latencyMs?: number }
  /** `offsetMs`: corrected time minus the raw wall clock; absent until a receipt told the time. */
  readonly clock: { readonly isKnown: boolean; readonly offsetMs?: number }
  readonly gapMinutes: Readonly<Record<GapWhy, number>>
  readonly signedCount: Readonly<Record<SignedKind, number>>
  readonly isMqttConnected: boolean
  readonly isUplinkWanted: boolean
  readonly alerts: readonly AgentAlert[]
}
