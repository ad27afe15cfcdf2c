/** The cameras of a usage report: who counted on which day, from the closes; names and ranks from what was said. */
import { parseCloseHead, parseRanges } from '@camtally/protocol'
import { dayCount } from '../domain/day-count.ts'
import type { Fact } from '../domain/fact.ts'
import { type MinuteSet, union } from '../domain/minute-set.ts'
import type { ConnectedRank } from '../domain/usage-report.ts'
import type { CameraInput } from '../domain/usage-report-inputs.ts'
import { camerasOfDays } from '../domain/usage-report-of-days.ts'
import type { Tx } from '../store/database.ts'
import type { DayCountRow } from '../store/day-count.ts'
import { listCameraNames } from '../store/gateway.ts'
import { readEntries } from '../store/ledger.ts'
import { readPresence } from '../store/presence.ts'
import { listCameraKeys } from '../store/projection.ts'
import { type CameraOf, cameraNames } from '../closing/camera-names.ts'

export type ReportSpan = {
  readonly accountId: string
  readonly ledgerId: string
  readonly facts: readonly Fact[]
  /** The newest close of each day of the period, ascending. */
  readonly closed: readonly DayCountRow[]
  /** UTC minutes [from, to) of the period. */
  readonly from: number
  readonly to: number
}

/** @throws where a day's close does not count what its head says */
export async function reportCameras(
  tx: Tx,
  span: ReportSpan,
  minConnectedMinutes: (day: string) => number,
): Promise<CameraInput[]> {
  const joined = new Map((await listCameraKeys(tx, span.accountId)).map(({ key, camera }) => [key, camera]))
  const cameraOf = cameraNames(joined, span.facts)
  const heads = await closeHeads(tx, span)
  const days = heads.map(({ day, from, to, cameras }) => {
    const swaps = span.facts.flatMap((fact) => (fact.kind === 'swap' && fact.day === day ? [fact] : []))
    const sets = cameras.map(([camera, ranges]) => [camera, setOf(ranges, { from, to })] as const)
    const count = dayCount({
      cameras: new Map(sets),
      swaps: swaps.map((swap) => ({ old: cameraOf(swap.old), new: cameraOf(swap.new) })),
      minConnectedMinutes: minConnectedMinutes(day),
    })
    return { day, count }
  })
  return camerasOfDays(days, await aboutCameras(tx, span, cameraOf))
}

async function closeHeads(tx: Tx, { ledgerId, closed }: ReportSpan) {
  const first = Math.min(...closed.map(({ n }) => n))
  const entries = new Map((await readEntries(tx, ledgerId, { fromN: first })).map((entry) => [entry.n, entry]))
  return closed.map(({ n, day }) => {
    const document = entries.get(n)?.document
    if (!document) throw new Error(`the close of ${day} has lost its document`)
    return parseCloseHead(new Uint8Array(document))
  })
}

function setOf(ranges: string, { from, to }: { readonly from: number; readonly to: number }): MinuteSet {
  return union(parseRanges(ranges, to - from).map((minute) => [from + minute, from + minute + 1]))
}

/** Unsigned: the newest name of any key of the camera; and the lowest rank its minutes of the period rest on. */
async function aboutCameras(tx: Tx, span: ReportSpan, cameraOf: CameraOf) {
  const names = new Map<string, string>()
  const named = (await listCameraNames(tx, span.accountId)).toSorted((a, b) => a.named_at - b.named_at)
  for (const { key, name } of named) names.set(cameraOf(key), name)
  const ranks = new Map<string, number>()
  const days = { from: Math.floor(span.from / 1440), to: Math.ceil(span.to / 1440) }
  for (const { cameraKey, lowestRank } of await readPresence(tx, span.accountId, days)) {
    const camera = cameraOf(cameraKey)
    ranks.set(camera, Math.min(ranks.get(camera) ?? 4, lowestRank))
  }
  return (camera: string) => ({ name: names.get(camera) ?? null, rank: rankOf(ranks.get(camera)) })
}

function rankOf(rank: number | undefined): ConnectedRank {
  return rank === 3 || rank === 4 ? rank : 2
}
