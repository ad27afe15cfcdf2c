/** Who may speak on a topic: the keys recorded for the gateways of a batch, read anew for each batch, so that an
 *  enrollment or a revocation on another collector counts at once. */
import type { GatewayId } from '@camtally/protocol'
import { acrossAccounts, type Store } from '../store/database.ts'
import { findGatewayKeys, type GatewayKeyRow } from '../store/gateway.ts'
import type { Origin } from './batch-input.ts'
import type { RecordedKey } from './verify.ts'

export interface GatewayKeys {
  readonly keys: readonly RecordedKey[]
  /** Of a kid of this gateway. */
  origin(kid: string): (Origin & { readonly revokedAt: number | null }) | undefined
}

export async function readGatewayKeys(
  store: Store,
  gatewayIds: readonly GatewayId[],
): Promise<ReadonlyMap<string, GatewayKeys>> {
  const rows = await acrossAccounts(store, (tx) => findGatewayKeys(tx, gatewayIds))
  const byGateway = Map.groupBy(rows, (row) => row.gateway_id)
  return new Map(gatewayIds.map((id) => [id, gatewayKeys(id, byGateway.get(id) ?? [])]))
}

type KeyRow = GatewayKeyRow & { time_zone: string }

function gatewayKeys(gatewayId: GatewayId, rows: readonly KeyRow[]): GatewayKeys {
  return {
    keys: rows.map((row) => ({ kid: row.kid, epoch: row.epoch, publicKey: new Uint8Array(row.public_key) })),
    origin(kid) {
      const row = rows.find((each) => each.kid === kid)
      if (!row) return undefined
      const { account_id: accountId, epoch, time_zone: timeZone, revoked_at: revokedAt } = row
      const keyInForce = newestKey(rows.filter((each) => each.epoch === epoch)) ?? kid
      return { accountId, gatewayId, epoch, timeZone, revokedAt, keyInForce }
    },
  }
}

/** The newest key of an epoch that is not revoked, else the newest. */
function newestKey(rows: readonly KeyRow[]): string | undefined {
  const ordered = rows.toSorted((a, b) => a.from_at - b.from_at)
  return (ordered.findLast((row) => row.revoked_at === null) ?? ordered.at(-1))?.kid
}
