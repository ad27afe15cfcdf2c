/** Writes a close or a correction: the entry with its head, and the rows beside it. */
import { decodeUtf8, encodeCloseHead } from '@camtally/protocol'
import type { Random } from '../clock.ts'
import { type LedgerOwner, record } from '../ledger/record.ts'
import type { Tx } from '../store/database.ts'
import { insertCloseRows } from '../store/day-count.ts'
import type { CloseContent } from './close-content.ts'

export type NewClose = {
  readonly owner: LedgerOwner
  readonly content: CloseContent
  /** ms; a correction has the time of its cause, which it follows directly. */
  readonly atMs: number
  /** `n` of the close or correction that this one replaces. */
  readonly of?: number
}

export async function recordClose(tx: Tx, random: Random, { owner, content, atMs, of }: NewClose): Promise<void> {
  const head = of === undefined ? content.head : { ...content.head, of }
  await record(tx, random, {
    owner,
    kind: of === undefined ? 'dayClose' : 'correction',
    at: atMs,
    document: decodeUtf8(encodeCloseHead(head)),
    beside: ({ n }) =>
      insertCloseRows(
        tx,
        content.rows.map(({ gw, ep, hash, body }) => ({
          ...{ account_id: owner.accountId, ledger_id: owner.ledgerId, n },
          ...{ gateway_id: gw, epoch: ep, hash, body },
        })),
      ),
  })
}
