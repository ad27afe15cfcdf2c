/** Heartbeat rows by their vectors, and any window there and back. */
import fc from 'fast-check'
import t from 'tap'
import {
  camerasBlind,
  camerasOn,
  coveredMask,
  greatestIndex,
  heartbeatRows,
  minutesOfMask,
  type ObservedWindow,
} from './heartbeat-rows.ts'
import type { ConnectedRank, HeartbeatStatement } from './statement.ts'
import { holds } from './testing/property.ts'
import { readVectors } from './testing/vector-file.ts'

interface Case {
  name: string
  window: { m: number; n: number }
  observed: { on: Record<string, Record<string, ConnectedRank>>; blind: Record<string, number[]> }
  rows: Pick<HeartbeatStatement, 'on' | 'blind'>
  reads: { on: [number, number[], number][]; blind: [number, number[]][]; covers: number[] | 'all 30' }
}
const { cases } = readVectors<{ cases: Case[] }>('heartbeats')

function windowOf({ window, observed }: Case): ObservedWindow {
  const numbered = <T>(given: Record<string, T>) =>
    new Map(Object.entries(given).map(([key, value]) => [Number(key), value]))
  const on = new Map([...numbered(observed.on)].map(([minute, ranks]) => [minute, numbered(ranks)]))
  const blind = new Map([...numbered(observed.blind)].map(([minute, indexes]) => [minute, new Set(indexes)]))
  return { ...window, on, blind }
}

t.test('what was observed is stated in one spelling', async (t) => {
  for (const example of cases) t.same(heartbeatRows(windowOf(example)), example.rows, example.name)
})

t.test('what is stated is read back, camera by camera', async (t) => {
  for (const { name, window, rows, reads } of cases) {
    const on = camerasOn(rows).map(({ index, mask, rank }) => [index, minutesOfMask(window.m, mask), rank] as const)
    t.same(
      on.sort(([a], [b]) => a - b),
      reads.on,
      `${name}: on`,
    )
    const blind = camerasBlind(rows).map(({ index, mask }) => [index, minutesOfMask(window.m, mask)])
    t.same(blind, reads.blind, `${name}: blind`)
    const covered = minutesOfMask(window.m, coveredMask({ ...rows, n: window.n }))
    if (reads.covers === 'all 30') t.equal(covered.length, 30, `${name}: covers`)
    else t.same(covered, reads.covers, `${name}: covers`)
    t.equal(greatestIndex(rows), Math.max(-1, ...[...reads.on, ...reads.blind].map(([index]) => index)), name)
  }
})

t.test('a camera that is on in a minute is not blind in it, whatever the sources say', async (t) => {
  const on = new Map([[10, new Map([[0, 3 as const]])]])
  const rows = heartbeatRows({
    m: 10,
    n: 2,
    on,
    blind: new Map([
      [10, new Set([0])],
      [11, new Set([0])],
    ]),
  })
  t.same(rows, { on: [[1, 3, '0']], blind: [[2, '0']] })
})

t.test('any window comes back from its rows, and the rows are in shape', async (t) => {
  const cameras = fc.array(
    fc.record({
      index: fc.nat(999),
      ranks: fc.array(fc.constantFrom(0 as const, 2 as const, 3 as const, 4 as const), {
        minLength: 30,
        maxLength: 30,
      }),
    }),
    { maxLength: 40 },
  )
  const property = fc.property(fc.integer({ min: 1, max: 30 }), cameras, (n, given) => {
    const ranksOf = new Map(given.map(({ index, ranks }) => [index, ranks.slice(0, n)]))
    const on = new Map(Array.from({ length: n }, (_, bit) => [100 + bit, ranksIn(ranksOf, bit)]))
    const rows = heartbeatRows({ m: 100, n, on })
    const read = new Map(camerasOn(rows).map(({ index, mask, rank }) => [index, { mask, rank }]))
    return [...ranksOf].every(([index, ranks]) => {
      const seen = ranks.flatMap((rank, bit) => (rank === 0 ? [] : [{ rank, bit }]))
      if (seen.length === 0) return !read.has(index)
      const mask = seen.reduce((sum, { bit }) => sum + 2 ** bit, 0)
      return read.get(index)?.mask === mask && read.get(index)?.rank === Math.min(...seen.map(({ rank }) => rank))
    })
  })
  holds(t, 'heartbeat-rows.test.ts', property)
})

function ranksIn(ranksOf: Map<number, (0 | ConnectedRank)[]>, bit: number): Map<number, ConnectedRank> {
  const on = new Map<number, ConnectedRank>()
  for (const [index, ranks] of ranksOf) {
    const rank = ranks[bit]
    if (rank !== undefined && rank !== 0) on.set(index, rank)
  }
  return on
}
