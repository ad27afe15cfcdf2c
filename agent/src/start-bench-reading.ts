/** What a bench's collector has in the end, spelled so that a test reads it. */
import { encodeRanges } from '@camtally/protocol'
import { BENCH_START_MS, type Bench } from './start-bench.ts'

const FIRST = BENCH_START_MS / 60_000

/** Minutes as text, "0-59": from the bench's first minute; one that is there twice stands twice. */
export function spell(minutes: Iterable<number>): string {
  const sorted = [...minutes].map((minute) => minute - FIRST).sort((a, b) => a - b)
  const twice = sorted.filter((minute, at) => sorted[at - 1] === minute)
  return encodeRanges(new Set(sorted)) + (twice.length > 0 ? ` twice: ${twice}` : '')
}

/** The minutes of camera 0. */
export function minutesOf(bench: Bench): string {
  return spell(bench.collector.presence().get(bench.keyOf(0)) ?? [])
}

/** Minutes that heartbeats and gaps state, each as often as it is stated. */
export function stated(bench: Bench): string {
  return spell(
    bench.collector.stored().flatMap(({ statement }) => {
      if (statement.kind !== 'heartbeat' && statement.kind !== 'gap') return []
      return Array.from({ length: statement.n }, (_, at) => statement.m + at)
    }),
  )
}

/** Each gap as "why first+count". */
export function gaps(bench: Bench): string[] {
  return bench.collector.stored().flatMap(({ statement }) => {
    return statement.kind === 'gap' ? [`${statement.why} ${statement.m - FIRST}+${statement.n}`] : []
  })
}
