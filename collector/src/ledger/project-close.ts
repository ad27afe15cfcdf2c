/** Closed days: one row a close, one of a higher revision a correction, from the head and its rows as they are
 *  stored. */
import { createHash } from 'node:crypto'
import { type CloseHead, type CloseRow, parseCloseHead, parseCloseRow, parseRanges } from '@camtally/protocol'
import { parseRateCard } from '../domain/rate-card-parse.ts'
import type { Tx } from '../store/database.ts'
import { findDayCount, insertDayCount, listCloseRows } from '../store/day-count.ts'
import { listGatewaySpans } from '../store/gateway.ts'
import { listRateCards } from '../store/subscription.ts'
import type { Recorded } from './project.ts'

/** What a row keeps beside its numbers. */
export type DayDetails = {
  /** [camera, minutes, 1 where it counts] */
  readonly cameras: readonly (readonly [string, number, 0 | 1])[]
  /** [gateway, covered minutes, minutes from its enrollment to its retirement within the day] */
  readonly coverage: readonly (readonly [string, number, number])[]
  /** Equal for equal minutes (jobs/close-content.ts). */
  readonly digest: string
}

export async function projectClose(tx: Tx, { accountId, ledgerId, n, t, document }: Recorded): Promise<void> {
  const head = parseCloseHead(document)
  const card = (await listRateCards(tx)).find(({ hash }) => hash === head.rules)
  if (card === undefined) throw new Error(`no rate card ${head.rules}`)
  const { included, coverageFloorPercent } = parseRateCard(card.card)
  const rows = (await listCloseRows(tx, ledgerId, n)).map(({ body }) => parseCloseRow(new Uint8Array(body)))
  const before = await findDayCount(tx, accountId, head.day)
  const coverage = coverageOf(head, rows, await listGatewaySpans(tx, accountId))
  const details: DayDetails = {
    cameras: head.cameras.map(([camera, minutes, counted]) => [camera, countRanges(minutes), counted]),
    coverage,
    digest: digestOf(head, rows),
  }
  await insertDayCount(tx, {
    account_id: accountId,
    day: head.day,
    revision: (before?.revision ?? 0) + 1,
    from_minute: head.from,
    to_minute: head.to,
    connected: head.count,
    included,
    billable: Math.max(0, head.count - included),
    is_incomplete: coverage.some(([, covered, expected]) => covered * 100 < expected * coverageFloorPercent),
    details: JSON.stringify(details),
    n,
    closed_at: t,
  })
}

/** Of the minutes and what they are counted as; not of `at`, `have` and `side`, which grow while nothing changes. */
export function digestOf(head: Omit<CloseHead, 'of'>, rows: readonly CloseRow[]): string {
  const minutes = rows.map(({ gw, ep, cover, said, uncounted, excluded, joined }) => [
    ...[gw, ep, cover, said, uncounted, excluded, joined],
  ])
  const text = JSON.stringify([head.from, head.to, head.rules, head.count, head.cameras, minutes])
  return createHash('sha256').update(text).digest('base64url')
}

/** Covered and expected minutes of each gateway; epochs of one gateway follow each other, so theirs add up. */
function coverageOf(
  head: CloseHead,
  rows: readonly CloseRow[],
  spans: readonly { readonly gatewayId: string; readonly fromMs: number; readonly toMs: number }[],
): DayDetails['coverage'] {
  return spans.flatMap(({ gatewayId, fromMs, toMs }) => {
    const from = Math.max(head.from, Math.ceil(fromMs / 60_000))
    const to = Math.min(head.to, Math.floor(toMs / 60_000))
    if (from >= to) return []
    const covered = new Set<number>()
    for (const row of rows)
      if (row.gw === gatewayId)
        for (const minute of rangesWithin(row.cover, head)) if (isIn(minute + head.from, from, to)) covered.add(minute)
    return [[gatewayId, covered.size, to - from] as const]
  })
}

function isIn(minute: number, from: number, to: number): boolean {
  return minute >= from && minute < to
}

function rangesWithin(ranges: string, head: CloseHead): readonly number[] {
  return parseRanges(ranges, head.to - head.from)
}

function countRanges(ranges: string): number {
  if (ranges === '') return 0
  const sizes = ranges.split(',').map((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return last - first + 1
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}
