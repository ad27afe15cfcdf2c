/** The content of a close or a correction, from what is bound and nothing else (protocol 4, evidence "Closes").
 *  Pure. */
import { createHash } from 'node:crypto'
import {
  type CloseHead,
  type CloseRow,
  compareRows,
  encodeCloseRow,
  parseId,
  type RunRow,
  type SaidMinutes,
} from '@camtally/protocol'
import { dayWindow, type DayWindow } from '../domain/calendar.ts'
import type { Day } from '../domain/day.ts'
import { dayCount } from '../domain/day-count.ts'
import { type MinuteRun, type MinuteSet, minutesOfBits, rangesOf, union, within } from '../domain/minute-set.ts'
import type { DayRules } from './day-rules.ts'
import { digestOf } from '../ledger/project-close.ts'
import type { ChainRow } from '../store/chain.ts'
import type { CloseEvidence } from './close-evidence.ts'

/** A row as its head names it. */
export type RowFile = { readonly gw: string; readonly ep: number; readonly body: Uint8Array; readonly hash: string }

export type CloseContent = {
  readonly head: Omit<CloseHead, 'of'>
  readonly rows: readonly RowFile[]
  readonly digest: string
}

/** Sides of a chain that earlier closes have bound already. */
export type BoundSides = (gatewayId: string, epoch: number) => ReadonlySet<string>

/** An epoch has rows until so long after its end. */
const rowsAfterEndMs = 62 * 86_400_000

/** What the day is taken to be. `digest` is equal for equal minutes, whatever was stored in between. */
export function closeContent(
  evidence: CloseEvidence,
  day: Day,
  { rules, boundSides }: { readonly rules: DayRules; readonly boundSides: BoundSides },
): CloseContent {
  const window = dayWindow(evidence.calendar, day)
  const rows = evidence.chains
    .filter((chain) => hasRow(evidence, chain, window))
    .map((chain) => closeRow(evidence, chain, { window, boundSides }))
  const files = rows.map(rowFile)
  const counted = dayCount({
    cameras: minutesByCamera(evidence, window),
    swaps: evidence.swapsOn(day),
    minConnectedMinutes: rules.minConnectedMinutes,
  })
  const head: CloseContent['head'] = {
    v: 1,
    day,
    from: window.fromMinute,
    to: window.toMinute,
    at: evidence.at,
    rules: rules.hash,
    count: counted.count,
    cameras: counted.cameras.map(({ camera, minutes, isCounted }) => [
      camera,
      rangesOf(minutes, window),
      isCounted ? 1 : 0,
    ]),
    rows: files.map(({ gw, ep, hash }) => [parseId('gw', gw), ep, hash]),
  }
  return { head, rows: files, digest: digestOf(head, rows) }
}

/** Cameras with the minutes of a window that anything says of them, united over gateways and merges. */
export function minutesByCamera(
  evidence: Pick<CloseEvidence, 'presence' | 'cameraOf'>,
  window: DayWindow,
): ReadonlyMap<string, MinuteSet> {
  const runs = new Map<string, MinuteRun[]>()
  for (const row of evidence.presence(window)) {
    const minutes = within(minutesOfBits(row.minutes, row.utcDay * 1440), window)
    if (minutes.length === 0) continue
    const camera = evidence.cameraOf(row.cameraKey)
    runs.set(camera, [...(runs.get(camera) ?? []), ...minutes])
  }
  return new Map([...runs].map(([camera, each]) => [camera, union(each)]))
}

function hasRow(evidence: CloseEvidence, chain: ChainRow, window: DayWindow): boolean {
  const endedAt = evidence.endOf(chain.gateway_id, chain.epoch)
  return endedAt === undefined || window.fromMinute * 60_000 <= endedAt + rowsAfterEndMs
}

function closeRow(
  evidence: CloseEvidence,
  chain: ChainRow,
  { window, boundSides }: { readonly window: DayWindow; readonly boundSides: BoundSides },
): CloseRow {
  const isOurs = (row: { readonly gatewayId: string; readonly epoch: number }) =>
    row.gatewayId === chain.gateway_id && row.epoch === chain.epoch
  const said = keyRanges(
    evidence.presence(window).filter((row) => isOurs(row) && !row.isShared),
    window,
  )
  const uncounted = uncountedRanges(evidence, isOurs, window)
  const covered = evidence
    .coverage(window)
    .filter(isOurs)
    .flatMap((row) => minutesOfBits(row.covered, row.utcDay * 1440))
  const bound = boundSides(chain.gateway_id, chain.epoch)
  const endedAt = evidence.endOf(chain.gateway_id, chain.epoch)
  const isLast = endedAt !== undefined && window.toMinute * 60_000 > endedAt + rowsAfterEndMs
  return {
    gw: parseId('gw', chain.gateway_id),
    ep: chain.epoch,
    cover: rangesOf(within(union(covered), window), window),
    said,
    uncounted,
    excluded: [],
    joined: [...new Set([...said, ...uncounted].map(([key]) => key))]
      .filter((key) => key !== '' && evidence.cameraOf(key) !== key)
      .sort()
      .map((key) => [key, evidence.cameraOf(key)]),
    have: chain.runs.map(toRow),
    side: chain.sides
      .map(toRow)
      .filter((row) => !bound.has(sideName(row)))
      .sort(compareRows),
    final: isLast ? 1 : 0,
  }
}

function keyRanges(
  rows: readonly { readonly utcDay: number; readonly cameraKey: string; readonly minutes: Uint8Array }[],
  window: DayWindow,
): SaidMinutes[] {
  const runs = new Map<string, MinuteRun[]>()
  for (const { utcDay, cameraKey, minutes } of rows) {
    const inside = within(minutesOfBits(minutes, utcDay * 1440), window)
    if (inside.length > 0) runs.set(cameraKey, [...(runs.get(cameraKey) ?? []), ...inside])
  }
  const keys = [...runs.keys()].sort()
  return keys.map((key) => [key, rangesOf(union(runs.get(key) ?? []), window)])
}

function uncountedRanges(
  evidence: CloseEvidence,
  isOurs: (row: { readonly gatewayId: string; readonly epoch: number }) => boolean,
  window: DayWindow,
): CloseRow['uncounted'][number][] {
  const own = evidence.uncounted(window).filter(isOurs)
  const codes = [...new Set(own.map(({ code }) => code))]
  const rows = codes.flatMap((code) =>
    keyRanges(
      own.filter((row) => row.code === code),
      window,
    ).map(([key, minutes]): CloseRow['uncounted'][number] => [key, code, minutes]),
  )
  return rows.sort((a, b) => (a[0] === b[0] ? order(a[1], b[1]) : order(a[0], b[0])))
}

function rowFile(row: CloseRow): RowFile {
  const body = encodeCloseRow(row)
  return { gw: row.gw, ep: row.ep, body, hash: createHash('sha256').update(body).digest('base64url') }
}

/** A branch by its last statement: it grows under one name at most once. */
export function sideName([, last, hash]: RunRow): string {
  return `${last} ${hash}`
}

function toRow([first, last, hash]: readonly [number, number, string, ...unknown[]]): RunRow {
  return [first, last, hash]
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
