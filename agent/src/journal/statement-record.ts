/** How one signed statement lies in the journal: a line for the index, then the very bytes that are sent. */
import { decodeUtf8, encodeUtf8 } from '@camtally/protocol'

/** What the index keeps of a statement. `ts` raw wall clock ms at signing; `statedTo`: for a heartbeat or gap the first
 *  minute after it, else 0; `boot` the boot that signed it. */
export type StatementFacts = {
  readonly seq: number
  readonly prev: string
  readonly kind: string
  readonly ts: number
  readonly boot: number
  readonly statedTo: number
}

/** A signed statement on its way to the disk. */
export type SignedStatement = StatementFacts & { readonly hash: string; readonly compact: string }

/** "seq kind boot ts statedTo prev", a line break, the compact JWS: readable with any editor in a dispute. */
export function encodeStatementRecord(statement: SignedStatement): Uint8Array {
  const { seq, kind, boot, ts, statedTo, prev, compact } = statement
  return encodeUtf8(`${seq} ${kind} ${boot} ${ts} ${statedTo} ${prev}\n${compact}`)
}

/** @throws if it is no record of ours; its CRC was right, so that is a fault of the program */
export function parseStatementRecord(payload: Uint8Array): StatementFacts & { readonly compact: string } {
  const text = decodeUtf8(payload)
  const lineEnd = text.indexOf('\n')
  const [seq, kind, boot, ts, statedTo, prev, ...rest] = text.slice(0, Math.max(0, lineEnd)).split(' ')
  if (kind === undefined || prev === undefined || rest.length > 0) throw new Error('not a record of a statement')
  return {
    seq: integer(seq),
    kind,
    boot: integer(boot),
    ts: integer(ts),
    statedTo: integer(statedTo),
    prev,
    compact: text.slice(lineEnd + 1),
  }
}

function integer(text: string | undefined): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${text}: not a number of a statement's record`)
  return value
}
