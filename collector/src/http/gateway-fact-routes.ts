/** Gateways taken out of service, and keys that are no good any more: entries with who said so and why (protocol 7). */
import Type from 'typebox'
import { retireForm, revokeForm } from '../ledger/document.ts'
import { record } from '../ledger/record.ts'
import type { Tx } from '../store/database.ts'
import { findGatewayKeys } from '../store/gateway.ts'
import { lockLedger } from '../store/ledger.ts'
import { type Api, type ApiDeps, accountId, closed, gatewayId, instant, repeatable, shownInstant } from './api.ts'
import { callerFrom, changers } from './caller.ts'
import { Problem } from './problem.ts'
import { ownerOf, requireAccount, requireGateway } from './resource.ts'
import { write } from './write.ts'

const params = Type.Object({ account: accountId, gateway: gatewayId }, closed)
const body = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, closed)
const doneSchema = Type.Object({ gatewayId, at: instant }, closed)

export function gatewayFactRoutes(api: Api, deps: ApiDeps): void {
  const rows = [
    ['retire', 'Take a gateway out of service: nobody expects minutes of it any more', recordRetire],
    ['revoke', 'Revoke its key in force: what is receipted from now on does not count', recordRevoke],
  ] as const
  for (const [name, summary, carryOut] of rows)
    api.post(
      `/v1/accounts/:account/gateways/:gateway/${name}`,
      {
        config: { access: changers },
        schema: { summary, tags: ['gateways'], params, headers: repeatable, body, response: { 201: doneSchema } },
      },
      async (request, reply) => {
        const { account, gateway } = request.params
        const wish = { account, gateway, reason: request.body.reason, by: callerFrom(request).tokenId }
        const run = async (tx: Tx) => {
          await lockLedger(tx)
          const at = await carryOut(tx, deps, wish)
          return { status: 201 as const, body: { gatewayId: gateway, at: shownInstant(at) } }
        }
        return write(deps, { request, reply }, { accountId: account, run })
      },
    )
}

type Wish = { readonly account: string; readonly gateway: string; readonly reason: string; readonly by: string }

/** Answers when it was retired (ms); a second time changes nothing. */
async function recordRetire(tx: Tx, deps: ApiDeps, { account, gateway, reason, by }: Wish): Promise<number> {
  const owner = ownerOf(await requireAccount(tx, account))
  const row = await requireGateway(tx, account, gateway)
  if (row.retired_at !== null) return row.retired_at
  const document = retireForm.encode({ v: 1, gw: row.gateway_id, reason, by })
  return (await record(tx, deps.random, { owner, kind: 'retire', at: deps.clock.wallMs(), document })).t
}

/** Answers when the key of the newest epoch was revoked (ms); a second time changes nothing. */
async function recordRevoke(tx: Tx, deps: ApiDeps, { account, gateway, reason, by }: Wish): Promise<number> {
  const owner = ownerOf(await requireAccount(tx, account))
  const row = await requireGateway(tx, account, gateway)
  const keys = (await findGatewayKeys(tx, [gateway])).filter(({ epoch }) => epoch === row.epoch)
  const inForce = keys.find(({ revoked_at }) => revoked_at === null)
  if (inForce === undefined) {
    const before = keys.at(-1)?.revoked_at
    if (before == null) throw new Problem('GATEWAY_NOT_FOUND')
    return before
  }
  const document = revokeForm.encode({ v: 1, gw: row.gateway_id, ep: inForce.epoch, kid: inForce.kid, reason, by })
  return (await record(tx, deps.random, { owner, kind: 'revoke', at: deps.clock.wallMs(), document })).t
}
