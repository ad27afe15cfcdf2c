/** What operators read and do: fleet, accounts, rate cards, jobs, what was set aside, who did what. */
import { type Answer, read, tell } from '../api/client.ts'
import type { Lookup } from '../api/lookup.ts'
import type { WantedMembers } from '../api/wanted.d.ts'
import type { AccountHead, AuditEntry, Claim, FleetCounts, Gateway, Job, Page, RateCard, Uncounted } from '../model.ts'
import { readRateCards } from './rate-card.ts'
import { pageIn, readAll } from './reading.ts'

/** Search, filters and place in a list, as the URL has them. */
export type ListQuery = {
  readonly find?: string
  readonly cursor?: string
  readonly health?: string
  readonly what?: string
}

const rowsAtOnce = 50

export const fleetLookup: Lookup<FleetCounts> = {
  key: 'fleet',
  read: (signal) => read('GET /v1/fleet', {}, signal),
}

export function gatewaysLookup({ find, cursor, health }: ListQuery): Lookup<Page<Gateway>> {
  return {
    key: `gateways ${JSON.stringify([find, cursor, health])}`,
    read: (signal) => read('GET /v1/gateways', { query: given({ find, cursor, health }) }, signal),
  }
}

export function uncountedLookup({ find, cursor, what }: ListQuery): Lookup<Page<Uncounted>> {
  return {
    key: `uncounted ${JSON.stringify([find, cursor, what])}`,
    read: (signal) => read('GET /v1/uncounted', { query: given({ find, cursor, what }) }, signal),
  }
}

export function auditLookup({ find, cursor }: ListQuery): Lookup<Page<AuditEntry>> {
  return {
    key: `audit ${JSON.stringify([find, cursor])}`,
    read: (signal) => read('GET /v1/audit', { query: given({ find, cursor }) }, signal),
  }
}

/** Searched here among the first 1,000, as the collector does not search accounts yet. */
export function accountsLookup({ find = '', cursor }: ListQuery): Lookup<Page<AccountHead>> {
  return {
    key: `accounts ${JSON.stringify([find, cursor])}`,
    read: async (signal) => {
      const rows = await readAll('GET /v1/accounts', {}, signal)
      const wanted = find.trim().toLowerCase()
      const found = rows.filter(({ accountId, name }) => `${name} ${accountId}`.toLowerCase().includes(wanted))
      const heads = found.map((row): AccountHead => {
        const more: typeof row & WantedMembers['accountHead'] = row
        return {
          id: row.accountId,
          name: row.name,
          timeZone: row.timeZone,
          currency: row.currency,
          tierName: more.tierName ?? null,
          frequency: more.frequency ?? null,
          status: row.endedAt === null ? null : 'ended',
          gateways: more.gateways ?? null,
          connected: more.connected ?? null,
        }
      })
      return { body: pageIn(heads, { cursor, limit: rowsAtOnce }), etag: null }
    },
  }
}

export const rateCardsLookup: Lookup<readonly RateCard[]> = {
  key: 'rate cards',
  read: async (signal) => ({ body: await readRateCards(signal), etag: null }),
}

export const jobsLookup: Lookup<readonly Job[]> = {
  key: 'jobs',
  read: async (signal) => {
    const rows = await readAll('GET /v1/jobs', {}, signal)
    const jobs = rows.map(({ name, says, lastSuccessAt, due, dueCount }) => ({
      job: name,
      says,
      dueAt: due[0]?.dueAt ?? null,
      dueCount,
      lastSuccessAt,
      failed: due.find(({ failed }) => failed !== null)?.failed ?? null,
    }))
    return { body: jobs, etag: null }
  },
}

/** Runs what is due of a job now; resolves to how much was done and what failed. @throws RequestFault */
export async function runJob(job: string): Promise<{ readonly done: number; readonly failed: number }> {
  const { body } = await tell('POST /v1/jobs/{job}/runs', { path: { job } })
  return { done: body.done.length, failed: body.failed.length }
}

/** A claim for a gateway of a site, shown once. @throws RequestFault */
export async function makeClaim(
  account: string,
  site: { readonly siteId: string; readonly name: string },
): Promise<Answer<Claim>> {
  const { body, etag } = await tell('POST /v1/accounts/{account}/claims', { path: { account }, body: site })
  const command = `camtally-agent enroll --collector ${location.origin} --claim ${body.claim}`
  return { body: { claim: body.claim, expiresAt: body.expiresAt, command }, etag }
}

/** Only the members that say something: a route refuses keys it does not know, and empty ones say nothing. */
function given<Query extends object>(query: { [Name in keyof Query]: Query[Name] | undefined }) {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return { ...Object.fromEntries(said), limit: rowsAtOnce }
}
