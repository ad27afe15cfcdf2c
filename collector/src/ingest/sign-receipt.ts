/** The receipt for what one batch brought to one chain: signed inside its transaction, sent after it. */
import { encodeReceipt, parseReceipt, type Receipt, W_DEFAULT } from '@camtally/protocol'
import { createHash } from 'node:crypto'
import type { LedgerHead } from '../store/ledger.ts'
import type { Origin } from './batch-input.ts'
import { bindBy } from './bind-by.ts'
import type { ChainBatch } from './chain-batch.ts'
import { haveRows, namesHash, sideRows } from './receipt-content.ts'

/** The holder of the receipt key, which signs nothing else. */
export interface ReceiptSigner {
  sign(typ: 'camtally-receipt+jws', payload: string): string
}

export interface SignedReceipt {
  readonly t: number
  readonly hash: string
  readonly jws: string
}

export interface ReceiptInput {
  readonly origin: Origin
  readonly batch: ChainBatch
  readonly t: number
  readonly graceHours: number
  readonly ledger: { readonly size: number; readonly restores: number; readonly head: LedgerHead | undefined }
}

/** The receipt of a batch that brought at most 64 statements to this chain: so each of them arrived at its `t`.
 *  @throws RECEIPT_SHAPE where the account has no ledger entry yet */
export function signReceipt(signer: ReceiptSigner, input: ReceiptInput): SignedReceipt {
  const jws = signer.sign('camtally-receipt+jws', encodeReceipt(receiptOf(input)))
  return { t: input.t, jws, hash: createHash('sha256').update(jws).digest('base64url') }
}

/** Whether a stored receipt names each of these hashes, so that it can be sent again as it is. */
export function newestNamesAll(jws: string, got: ChainBatch['got']): boolean {
  const receipt = parseReceipt(Buffer.from(jws.split('.')[1] ?? '', 'base64url'))
  return got.every(([, hash]) => namesHash(receipt, hash))
}

function receiptOf({ origin, batch, t, graceHours, ledger }: ReceiptInput): Receipt {
  const side = sideRows(batch.state)
  return {
    v: 1,
    gw: origin.gatewayId,
    ep: origin.epoch,
    t,
    rs: ledger.restores,
    got: batch.got,
    have: haveRows(batch.state),
    ...(side.length > 0 ? { side } : {}),
    w: W_DEFAULT,
    by: bindBy(t, origin.timeZone, graceHours),
    kid: origin.keyInForce,
    li: ledger.size,
    n: [ledger.head?.n ?? 0, ledger.head?.hash ?? ''],
  }
}
