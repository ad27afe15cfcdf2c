/** What a scenario's presence says about a day at a moment: late, early and moved minutes left out, merges taken in. */
import { type Calendar, type DayWindow, dayWindow } from '../calendar.ts'
import { dayCount } from '../day-count.ts'
import { type Day, dayNumber } from '../day.ts'
import type { SwapFact } from '../fact.ts'
import { type MinuteRun, type MinuteSet, union } from '../minute-set.ts'
import type { Edge, Presence } from './scenario.ts'

/** R13: minutes from 62 days before to 5 minutes after their arrival count, both ends inclusive. */
const earliestMs = 62 * 24 * 3_600_000
const latestMs = 5 * 60_000

/** All evidence of a scenario, with the merges, swaps and moves that became known so far. */
export type Evidence = {
  /** By the number of each local day that a span may touch in any zone. */
  readonly byDay: ReadonlyMap<number, readonly Presence[]>
  /** From a camera to one that it was merged with. */
  readonly merged: Map<string, string>
  readonly swaps: SwapFact[]
  /** Spans [from, to) of minutes in which a gateway belonged to another account. */
  readonly away: Map<string, { from: number; to: number }[]>
}

export function evidenceOf(presence: readonly Presence[]): Evidence {
  const byDay = new Map<number, Presence[]>()
  for (const seen of presence) {
    for (const day of daysTouchedBy(seen)) {
      const ofDay = byDay.get(day)
      if (ofDay) ofDay.push(seen)
      else byDay.set(day, [seen])
    }
  }
  return { byDay, merged: new Map(), swaps: [], away: new Map() }
}

/** Numbers of the local days that a span may touch, in whatever zone. */
export function daysTouchedBy({ from, to }: Presence): number[] {
  const first = numberOf(from) - 1
  return Array.from({ length: numberOf(to) + 2 - first }, (_, i) => first + i)
}

/** Whether a span says a minute of a day. */
export function touches({ from, to }: Presence, day: Day, window: DayWindow): boolean {
  return minuteOf(from, day, window) < window.toMinute && minuteOf(to, day, window) > window.fromMinute
}

/** How many cameras count on a day by what is known at `knownAt` (epoch ms, inclusive). */
export function countOn(
  evidence: Evidence,
  day: Day,
  { calendar, minConnectedMinutes, knownAt }: { calendar: Calendar; minConnectedMinutes: number; knownAt: number },
): number {
  const window = dayWindow(calendar, day)
  const at = { day, window, knownAt }
  const runs = new Map<string, MinuteRun[]>()
  for (const seen of evidence.byDay.get(dayNumber(day)) ?? []) {
    const minutes = minutesOf(evidence, seen, at)
    if (minutes.length === 0) continue
    const camera = cameraOf(evidence, seen.camera)
    const ofCamera = runs.get(camera)
    if (ofCamera) ofCamera.push(...minutes)
    else runs.set(camera, minutes)
  }
  const cameras = new Map<string, MinuteSet>([...runs].map(([camera, minutes]) => [camera, union(minutes)]))
  const swaps = evidence.swaps
    .filter((swap) => swap.day === day)
    .map((swap) => ({ old: cameraOf(evidence, swap.old), new: cameraOf(evidence, swap.new) }))
  return dayCount({ cameras, swaps, minConnectedMinutes }).count
}

/** The camera that a name belongs to: the smallest of those merged. */
export function cameraOf({ merged }: Evidence, name: string): string {
  let camera = name
  for (let next = merged.get(camera); next !== undefined; next = merged.get(camera)) camera = next
  return camera
}

/** Merges two cameras, on all days. */
export function mergeCameras(evidence: Evidence, [a, b]: readonly [string, string]): void {
  const [first, second] = [cameraOf(evidence, a), cameraOf(evidence, b)].sort()
  if (first !== undefined && second !== undefined && first !== second) evidence.merged.set(second, first)
}

/** Moves a gateway away, or back, at an instant: a minute belongs to the account that holds it at its start (R14). */
export function moveGateway(evidence: Evidence, gateway: string, move: { isAway: boolean; at: number }): void {
  const spans = evidence.away.get(gateway) ?? []
  evidence.away.set(gateway, spans)
  const last = spans.at(-1)
  const isAwayNow = last !== undefined && last.to === Number.POSITIVE_INFINITY
  const minute = Math.ceil(move.at / 60_000)
  if (move.isAway && !isAwayNow) spans.push({ from: minute, to: Number.POSITIVE_INFINITY })
  if (!move.isAway && isAwayNow) last.to = minute
}

/** The minutes of a day that one span says, as far as they have arrived and count. */
function minutesOf(
  evidence: Evidence,
  seen: Presence,
  { day, window, knownAt }: { day: Day; window: DayWindow; knownAt: number },
): MinuteRun[] {
  const { receivedAt } = seen
  if (receivedAt !== undefined && receivedAt > knownAt) return []
  const said: MinuteRun = [minuteOf(seen.from, day, window), minuteOf(seen.to, day, window)]
  const counting: MinuteRun =
    receivedAt === undefined
      ? [Number.NEGATIVE_INFINITY, Math.floor(knownAt / 60_000)]
      : [Math.ceil((receivedAt - earliestMs) / 60_000), Math.floor((receivedAt + latestMs) / 60_000) + 1]
  const from = Math.max(said[0], counting[0], window.fromMinute)
  const to = Math.min(said[1], counting[1], window.toMinute)
  if (from >= to) return []
  const away = evidence.away.get(seen.gateway)
  return away ? withoutAway(away, [from, to]) : [[from, to]]
}

/** An edge as a minute, seen from a local day: the midnight of another day lies outside the window on its side. */
function minuteOf(edge: Edge, day: Day, { fromMinute, toMinute }: DayWindow): number {
  if ('minute' in edge) return edge.minute
  return edge.day <= day ? fromMinute : toMinute
}

function withoutAway(away: readonly { from: number; to: number }[], run: MinuteRun): MinuteRun[] {
  let [from] = run
  const rest: MinuteRun[] = []
  for (const span of away) {
    rest.push([from, Math.min(run[1], span.from)])
    from = Math.max(from, span.to)
  }
  return [...rest, [from, run[1]] as const].filter((kept) => kept[0] < kept[1])
}

function numberOf(edge: Edge): number {
  return 'day' in edge ? dayNumber(edge.day) : Math.floor(edge.minute / 1440)
}
