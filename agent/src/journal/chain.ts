/** Signs statements into the chain: each gets the next number and the hash of the one before; a batch is on disk,
 *  synced, before any of it is published. */
import {
  type Crypto,
  encodeStatement,
  type GatewayId,
  hashOf,
  type InventoryStatement,
  type Sign,
  type Statement,
  type StatementBase,
  signJws,
} from '@camtally/protocol'
import type { Clock } from '../clock.ts'
import type { ChainHead } from '../core/sign-on.ts'
import type { Draft } from '../core/speaker.ts'
import type { InventoryCopies } from './inventory-copies.ts'
import type { Journal } from './journal.ts'
import type { IndexEntry } from './statement-index.ts'
import type { SignedStatement } from './statement-record.ts'

/** Who signs, in which boot, on what. `receiptHash`: of the newest receipt held (`rc`). `head`: where the chain
 *  stands. */
export type ChainSettings = {
  readonly gatewayId: GatewayId
  readonly epoch: number
  readonly kid: string
  readonly sign: Sign
  readonly boot: { readonly number: number; readonly id: string; readonly startMonoMs: number }
  readonly agentVersion: string
  readonly clock: Clock
  readonly crypto: Crypto
  readonly journal: Journal
  readonly copies: InventoryCopies
  readonly receiptHash: () => string
  readonly head: ChainHead
}

export interface Chain {
  /** Signs the next statement and answers its hash; it is nowhere but in memory until `commit`.
   *  @throws STATEMENT_TOO_LARGE; then the chain stands where it stood */
  sign(draft: Draft): string
  /** Makes what was signed durable and answers it. @throws JournalFull or the system's error; then call `rollBack` */
  commit(): IndexEntry[]
  /** What `commit` would write, about. */
  pendingBytes(): number
  /** Forgets what was signed and not committed: it never left this process, so its numbers are free. */
  rollBack(): void
  /** The next statement follows this one. */
  signOn(head: ChainHead): void
  head(): ChainHead
}

/** There is no room for a statement although everything receipted was dropped. */
export class JournalFull extends Error {}

/** Opens the chain at its head. */
export function openChain(settings: ChainSettings): Chain {
  const { journal, copies, crypto } = settings
  let committed = settings.head
  let head = settings.head
  let pending: SignedStatement[] = []
  let pendingBytes = 0
  return {
    sign(draft) {
      const statement = statementOf(draft, settings, head)
      const payload = encodeStatement(statement)
      const compact = signJws({ typ: 'camtally-statement+jws', kid: settings.kid, payload }, settings.sign)
      const { seq, prev, kind, ts, boot } = statement
      const hash = hashOf(compact, crypto)
      pending.push({ seq, prev, kind, ts, boot, statedTo: statedTo(draft), hash, compact })
      pendingBytes += compact.length + RECORD_BYTES
      head = { seq, hash }
      return hash
    },
    commit() {
      if (pending.length === 0) return []
      if (!journal.makeRoom(pendingBytes)) throw new JournalFull('the journal is full')
      copies.keep(pending.filter(({ kind }) => kind === INVENTORY).map(({ compact }) => compact))
      const entries = journal.append(pending)
      pending = []
      pendingBytes = 0
      committed = head
      return entries
    },
    pendingBytes: () => pendingBytes,
    rollBack() {
      pending = []
      pendingBytes = 0
      head = committed
    },
    signOn(next) {
      if (pending.length > 0) throw new Error('commit first')
      head = next
      committed = next
    },
    head: () => head,
  }
}

const INVENTORY: InventoryStatement['kind'] = 'inventory'
/** What a record takes beside the compact form: frame and line of facts, at most. */
const RECORD_BYTES = 160

function statementOf(draft: Draft, settings: ChainSettings, head: ChainHead): Statement {
  const { clock, boot } = settings
  const base: StatementBase = {
    v: 1,
    gw: settings.gatewayId,
    ep: settings.epoch,
    seq: head.seq + 1,
    prev: head.hash,
    boot: boot.number,
    bid: boot.id,
    mono: Math.max(0, Math.round(clock.monoMs() - boot.startMonoMs)),
    ts: Math.max(0, Math.round(clock.wallMs())),
    rc: settings.receiptHash(),
    ag: settings.agentVersion,
  }
  return { ...base, ...draft }
}

function statedTo(draft: Draft): number {
  return draft.kind === 'heartbeat' || draft.kind === 'gap' ? draft.m + draft.n : 0
}
