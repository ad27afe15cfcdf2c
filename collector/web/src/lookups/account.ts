/** An account with its sites. */
import { read } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { WantedMembers } from '../api/wanted.d.ts'
import { dayOf } from '../format/day.ts'
import type { Account } from '../model.ts'
import { digitsOf } from './rate-card.ts'
import { readAll } from './reading.ts'

export function accountLookup(account: string): Lookup<Account> {
  return {
    key: `account ${account}`,
    read: async (signal) => {
      const path = { account }
      const [{ body, etag }, sites] = await Promise.all([
        read('GET /v1/accounts/{account}', { path }, signal),
        readAll('GET /v1/accounts/{account}/sites', { path }, signal),
      ])
      const more: typeof body & WantedMembers['account'] = body
      const shown = {
        id: body.accountId,
        name: body.name,
        timeZone: body.timeZone,
        currency: body.currency,
        currencyDigits: digitsOf(body.currency),
        address: body.address,
        taxIds: body.taxIds,
        billingContact: more.billingContact ?? null,
        paymentUrl: more.paymentUrl ?? null,
        sites: sites.map(({ siteId, name }) => ({ id: siteId, name })),
        today: dayOf(new Date().toISOString(), body.timeZone),
      }
      return { body: shown, etag }
    },
  }
}
