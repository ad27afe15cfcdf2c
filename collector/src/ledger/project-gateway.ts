/** Claims and enrollments: which gateways there are, where, and with which keys (protocol 7). */
import { decodeBase64url, thumbprint } from '@camtally/protocol'
import { nodeCrypto } from '../node-crypto.ts'
import { insertClaim, revokeClaim, takeClaim } from '../store/claim.ts'
import type { Tx } from '../store/database.ts'
import { findGateway, insertGateway, insertGatewayKey, revokeGatewayKey, updateGateway } from '../store/gateway.ts'
import { claimForm, enrollForm, retireForm, revokeForm } from './document.ts'
import type { Recorded } from './project.ts'

/** A claim as it was made, or its end before it was used. */
export async function projectClaim(tx: Tx, { accountId, t, document }: Recorded): Promise<void> {
  const claim = claimForm.parse(document)
  const claimId = rowIdOf(claim.claim)
  if (claim.revoked === 1) {
    await revokeClaim(tx, claimId, t)
    return
  }
  if (claim.secretHash === undefined || claim.expiresAt === undefined)
    throw new Error('a claim entry has the hash of its secret and its end')
  const row = {
    account_id: accountId,
    claim_id: claimId,
    site_id: claim.site,
    name: claim.name,
    secret_hash: claim.secretHash,
    created_at: t,
    expires_at: claim.expiresAt,
  }
  await insertClaim(tx, claim.replaces === undefined ? row : { ...row, replaces: claim.replaces })
}

/** The gateway, its new epoch and key; its claim is used up. */
export async function projectEnroll(tx: Tx, { accountId, t, document }: Recorded): Promise<void> {
  const { gw, ep, key, claim, enr, site, name } = enrollForm.parse(document)
  const isTaken = await takeClaim(tx, { claimId: rowIdOf(claim), enrollmentId: enr }, t)
  if (!isTaken) throw new ClaimTaken()
  const known = await findGateway(tx, gw)
  const gateway = { accountId, gatewayId: gw }
  if (known === undefined) await insertGateway(tx, { ...gateway, siteId: site, name, createdAt: t })
  await updateGateway(tx, gateway, { epoch: ep, site_id: site, name })
  const publicKey = decodeBase64url(key)
  const kid = thumbprint(publicKey, nodeCrypto)
  await insertGatewayKey(tx, {
    account_id: accountId,
    gateway_id: gw,
    epoch: ep,
    kid,
    public_key: publicKey,
    from_at: t,
    revoked_at: null,
  })
}

export async function projectRetire(tx: Tx, { accountId, t, document }: Recorded): Promise<void> {
  await updateGateway(tx, { accountId, gatewayId: retireForm.parse(document).gw }, { retired_at: t })
}

/** What is receipted from the entry's time on does not count; what was receipted before stays good. */
export async function projectRevoke(tx: Tx, { t, document }: Recorded): Promise<void> {
  const { gw, kid } = revokeForm.parse(document)
  await revokeGatewayKey(tx, { gatewayId: gw, kid }, t)
}

/** The claim was used, revoked or had expired by the time of the entry: whoever records must undo everything. */
export class ClaimTaken extends Error {
  override readonly name = 'ClaimTaken'
}

/** A claim's row is named by the 12 characters of its id. */
export function rowIdOf(claimId: string): string {
  return claimId.slice('clm_'.length)
}
