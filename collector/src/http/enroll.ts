/** An enrollment carried out: the key recorded, the claim used up, the chain opened by its receipt, all in one
 *  transaction (protocol 7). */
import {
  type ClaimId,
  type EnrollmentGrant,
  encodeBase64url,
  encodeReceipt,
  hashOf,
  parseId,
  thumbprint,
  W_DEFAULT,
} from '@camtally/protocol'
import { type EnrollDocument, enrollForm } from '../ledger/document.ts'
import { bindBy } from '../ingest/bind-by.ts'
import { closingBegins } from '../jobs/schedule.ts'
import { graceHoursInForce } from '../ledger/rate-card-in-force.ts'
import { record } from '../ledger/record.ts'
import type { AccountRow } from '../store/account.ts'
import { type ChainRow, insertChain, lockChains } from '../store/chain.ts'
import type { ClaimRow, EnrollmentRow } from '../store/claim.ts'
import type { Tx } from '../store/database.ts'
import { findLedgerHead, readLedgerTip } from '../store/ledger.ts'
import { insertReceipts, shareArrivalFence } from '../store/receipt.ts'
import type { ApiDeps } from './api.ts'
import { newMqttAccess, trustKeys } from './gateway-access.ts'
import { ownerOf } from './resource.ts'

export type Enrolling = {
  readonly enrollment: EnrollmentRow
  readonly claim: ClaimRow
  readonly account: AccountRow
  /** base64url of SHA-256 of the proof as it came. */
  readonly proofHash: string
}

/** Wants the ledger locked. @throws ClaimTaken where another enrollment used the claim first */
export async function enroll(tx: Tx, deps: ApiDeps, enrolling: Enrolling): Promise<EnrollmentGrant> {
  const { enrollment, claim, account } = enrolling
  const gatewayId = parseId('gw', enrollment.gateway_id)
  const chains = await lockChains(tx, [gatewayId])
  const before = endOfEpochBefore(chains, enrollment)
  const newest = Math.max(0, ...chains.map(({ receipt_at }) => receipt_at))
  const { receipt, receiptHash, t } = await enrollmentReceipt(tx, deps, { ...enrolling, newest })
  const document: EnrollDocument = {
    v: 1,
    gw: gatewayId,
    ep: enrollment.epoch,
    key: encodeBase64url(enrollment.public_key),
    receipt: receiptHash,
    claim: claimIdOf(claim),
    enr: parseId('enr', enrollment.enrollment_id),
    site: parseId('site', claim.site_id),
    name: claim.name,
    ...(before === undefined ? {} : { before }),
  }
  const at = deps.clock.wallMs()
  await record(tx, deps.random, { owner: ownerOf(account), kind: 'enroll', at, document: enrollForm.encode(document) })
  await closingBegins(tx, ownerOf(account), at)
  const chain = { accountId: account.account_id, gatewayId, epoch: enrollment.epoch }
  await insertChain(tx, chain, { enrolled: receiptHash, receiptAt: t })
  const mqtt = await newMqttAccess(tx, deps, chain)
  return {
    gatewayId,
    epoch: enrollment.epoch,
    accountId: parseId('acc', account.account_id),
    siteId: parseId('site', claim.site_id),
    mqtt,
    trust: trustKeys(deps.signers),
    receipt,
  }
}

/** The receipt that opens the chain: it names the proof at number 0, and its own hash is `prev` of number 1. */
async function enrollmentReceipt(tx: Tx, deps: ApiDeps, asked: Enrolling & { readonly newest: number }) {
  const { enrollment, account, proofHash, newest } = asked
  const fence = await shareArrivalFence(tx)
  const graceHours = await graceHoursInForce(tx)
  const t = Math.max(deps.clock.wallMs(), fence + 1, newest + 1)
  const { size, restores } = await readLedgerTip(tx)
  const { n, hash } = await findLedgerHead(tx, account.ledger_id)
  const text = encodeReceipt({
    v: 1,
    gw: parseId('gw', enrollment.gateway_id),
    ep: enrollment.epoch,
    t,
    rs: restores,
    got: [],
    have: [[0, 0, proofHash]],
    w: W_DEFAULT,
    by: bindBy(t, account.time_zone, graceHours),
    kid: thumbprint(enrollment.public_key, deps.crypto),
    li: size,
    n: [n, hash],
  })
  const receipt = deps.signers.receipt.sign('camtally-receipt+jws', text)
  const receiptHash = hashOf(receipt, deps.crypto)
  const { account_id, gateway_id, epoch } = enrollment
  await insertReceipts(tx, [{ account_id, gateway_id, epoch, signed_at: t, hash: receiptHash, jws: receipt }])
  return { receipt, receiptHash, t }
}

function endOfEpochBefore(chains: readonly ChainRow[], enrollment: EnrollmentRow): EnrollDocument['before'] {
  if (enrollment.epoch === 1) return undefined
  const ep = enrollment.epoch - 1
  const chain = chains.find((row) => row.epoch === ep)
  const [, seq, hash] = chain?.runs.at(-1) ?? []
  return seq === undefined || hash === undefined ? { ep, seq: 0 } : { ep, seq, hash }
}

function claimIdOf(claim: ClaimRow): ClaimId {
  return parseId('clm', `clm_${claim.claim_id}`)
}
