/** Whether the chain must be signed on from a receipt: after a restored snapshot, a lost journal tail, a clone
 *  (protocol 3, Agent). */
import { isEnrollmentReceipt, type NamedPlace, type Receipt } from '@camtally/protocol'

/** Where the next statement joins the chain: after number `seq`, whose hash is `hash`. */
export type ChainHead = { readonly seq: number; readonly hash: string }

/** The agent's side of the question. `newestSeq` 0 before its first statement. `isSinceSignOn`: the statement is the
 *  newest, or was signed since the chain was last signed on. */
export type OwnChain = { readonly newestSeq: number; readonly isSinceSignOn: (hash: string) => boolean }

/** The head to sign on from, or undefined if the own chain goes on. It must, if the receipt names beside the chain the
 *  newest statement or any signed since the last signing on, or if the stored runs end above the newest number. Nothing
 *  is signed at once: two clones would answer each other for ever. */
export function findSignOnHead(
  receipt: Receipt,
  named: ReadonlyMap<string, NamedPlace>,
  own: OwnChain,
): ChainHead | undefined {
  const last = receipt.have.at(-1)
  if (last === undefined || isEnrollmentReceipt(receipt)) return undefined // no row to sign on from
  const isBeside = [...named].some(([hash, place]) => place === 'side' && own.isSinceSignOn(hash))
  return isBeside || last[1] > own.newestSeq ? { seq: last[1], hash: last[2] } : undefined
}
