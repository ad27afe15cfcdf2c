/** How lookups read: one route, or all pages of a list that is short by nature. */
import { type Answer, type Asked, type AnswerOf, read, type Reading } from '../api/client.ts'

type Listed = { readonly items: readonly unknown[]; readonly next: string | null }
type ListReading = { [Route in Reading]: AnswerOf<Route> extends Listed ? Route : never }[Reading]
type ItemOf<Route extends ListReading> = AnswerOf<Route> extends { items: (infer Item)[] } ? Item : never

const mostRows = 1_000
const rowsAtOnce = 200

/** Every row of a list, at most 1,000: sites, gateways, rate cards. */
export async function readAll<Route extends ListReading>(
  route: Route,
  asked: Asked<Route>,
  signal: AbortSignal,
): Promise<ItemOf<Route>[]> {
  const rows: ItemOf<Route>[] = []
  let cursor: string | null = ''
  while (cursor !== null && rows.length < mostRows) {
    const query = { ...asked.query, limit: rowsAtOnce, ...(cursor === '' ? {} : { cursor }) }
    const { body }: Answer<AnswerOf<Route>> = await read(route, { ...asked, query }, signal)
    const page = body as { items: ItemOf<Route>[]; next: string | null }
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}

/** A page of rows that are all here: what a list does that the collector does not page or search itself yet. */
export function pageIn<Row>(rows: readonly Row[], at: { readonly cursor: string | undefined; readonly limit: number }) {
  const from = Number(at.cursor ?? 0)
  const next = from + at.limit < rows.length ? String(from + at.limit) : null
  return { items: rows.slice(from, from + at.limit), next, total: rows.length }
}
