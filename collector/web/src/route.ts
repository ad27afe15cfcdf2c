/** The URL is the state of a page: which page, of which account, and what is opened on it. Pure both ways. */
import type { Role } from './model.ts'

export const accountPages = ['overview', 'cameras', 'usage', 'billing', 'invoices', 'evidence'] as const
export const opsPages = ['fleet', 'accounts', 'rate-cards', 'jobs', 'uncounted', 'audit-log'] as const
export type AccountPage = (typeof accountPages)[number]
export type OpsPage = (typeof opsPages)[number]
export type Query = Readonly<Record<string, string>>

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'sign-in'; readonly query: Query }
  | { readonly page: 'unknown' }
  | { readonly page: OpsPage; readonly query: Query }
  | { readonly page: AccountPage; readonly account: string; readonly item?: string; readonly query: Query }

/** `/accounts/acc_1/invoices/inv_2?line=3` -> page invoices, account acc_1, item inv_2, query line 3. */
export function parseRoute(url: { readonly pathname: string; readonly search: string }): Route {
  const query = Object.fromEntries(new URLSearchParams(url.search))
  const [first, account, page, item, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  if (first === undefined) return { page: 'home' }
  if (first === 'sign-in' && account === undefined) return { page: 'sign-in', query }
  if (account === undefined) return isOpsPage(first) ? { page: first, query } : { page: 'unknown' }
  if (first !== 'accounts' || rest.length > 0 || !isAccountPage(page)) return { page: 'unknown' }
  if (item !== undefined && page !== 'invoices') return { page: 'unknown' }
  return { page, account, query, ...(item === undefined ? {} : { item }) }
}

/** The path of an account's page; members of `query` that are undefined or '' are left out. */
export function accountUrl(account: string, page: string, query: Readonly<Record<string, string | undefined>> = {}) {
  return withQuery(`/accounts/${encodeURIComponent(account)}/${page}`, query)
}

/** A path with the members of `query` that say something. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, value)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Where a role begins. */
export function homeOf(role: Role, firstAccount: string | undefined): string {
  if (role === 'ops') return '/fleet'
  if (firstAccount === undefined) return '/sign-in'
  return accountUrl(firstAccount, role === 'auditor' ? 'evidence' : 'overview')
}

/** Which of an account's pages a role works with. Ops see what the customer sees. */
export function accountPagesOf(role: Role): readonly AccountPage[] {
  return role === 'auditor' ? ['evidence'] : accountPages
}

/** Whether a role may open a route; what it may read or change is decided by the collector alone. */
export function isOpenTo(role: Role, route: Route): boolean {
  if (route.page === 'home' || route.page === 'sign-in' || route.page === 'unknown') return true
  return 'account' in route ? accountPagesOf(role).includes(route.page) : role === 'ops'
}

function isOpsPage(name: string): name is OpsPage {
  return opsPages.some((page) => page === name)
}

function isAccountPage(name: string | undefined): name is AccountPage {
  return accountPages.some((page) => page === name)
}
