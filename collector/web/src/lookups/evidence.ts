/** Evidence: bundles being made, checkpoints, keys of gateways and of the seller. */
import { type Answer, read, tell } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { Account, Checkpoint, EvidenceJob, Page, SellerKey, Span } from '../model.ts'
import { readAll } from './reading.ts'

export type GatewayWords = { readonly gateway: string; readonly name: string; readonly words: readonly string[] }

export function pullBundle({ id }: Account, span: Span): Promise<Answer<EvidenceJob>> {
  return tell('POST /v1/accounts/{account}/evidence', { path: { account: id }, body: span })
}

export function bundleLookup({ id: account }: Account, id: string): Lookup<EvidenceJob> {
  return {
    key: `bundle ${account} ${id}`,
    read: (signal) => read('GET /v1/accounts/{account}/evidence/{id}', { path: { account, id } }, signal),
  }
}

export function checkpointsLookup(cursor: string | undefined): Lookup<Page<Checkpoint>> {
  const query = { limit: 10, ...(cursor === undefined ? {} : { cursor }) }
  return { key: `checkpoints ${cursor ?? ''}`, read: (signal) => read('GET /v1/checkpoints', { query }, signal) }
}

export const sellerKeysLookup: Lookup<readonly SellerKey[]> = {
  key: 'seller keys',
  read: async (signal) => {
    const { body, etag } = await read('GET /v1/keys', {}, signal)
    return { body: body.items.map(({ use, kid, words }) => ({ use, key: kid, words })), etag }
  },
}

/** The newest key of each gateway of an account. */
export function gatewayWordsLookup({ id, sites }: Account): Lookup<readonly GatewayWords[]> {
  return {
    key: `gateway words ${id}`,
    read: async (signal) => {
      const rows = await readAll('GET /v1/accounts/{account}/gateways', { path: { account: id } }, signal)
      const words = rows.map((row) => ({
        gateway: row.gatewayId,
        name: row.name || (sites.find((site) => site.id === row.siteId)?.name ?? row.gatewayId),
        words: row.keys.at(-1)?.words ?? [],
      }))
      return { body: words, etag: null }
    },
  }
}
