/** The gateways of a usage report: what they covered, what they said about the rest, what did not count, and their
 *  keys. */
import { fingerprintWords, thumbprint } from '@camtally/protocol'
import { countMinutes, type MinuteSet, minutesOfBits, union, within } from '../domain/minute-set.ts'
import type { Fingerprint, SilenceReason, UncountedMinutes } from '../domain/usage-report.ts'
import type { GatewayInput } from '../domain/usage-report-inputs.ts'
import { nodeCrypto } from '../node-crypto.ts'
import type { Tx } from '../store/database.ts'
import { findGatewayKeys, type GatewayRow, listGatewaySpans, listGateways } from '../store/gateway.ts'
import { type CoverageRow, readCoverage, readUncounted } from '../store/presence.ts'
import { listGaps } from '../store/projection.ts'
import type { ReportSpan } from './report-cameras.ts'

export type ReportGateways = {
  readonly gateways: readonly GatewayInput[]
  readonly uncounted: readonly UncountedMinutes[]
  readonly fingerprints: readonly Fingerprint[]
}

export async function reportGateways(tx: Tx, span: ReportSpan): Promise<ReportGateways> {
  const { accountId, from, to } = span
  const rows = await listGateways(tx, accountId, { limit: 1_000_000 })
  const days = { from: Math.floor(from / 1440), to: Math.ceil(to / 1440) }
  const coverage = await readCoverage(tx, accountId, days)
  const gaps = await listGaps(tx, accountId, { from, to })
  const spans = await listGatewaySpans(tx, accountId)
  const gateways = rows.flatMap((row): GatewayInput[] => {
    const held = spans.find(({ gatewayId }) => gatewayId === row.gateway_id)
    if (held === undefined) return []
    const own = coverage.filter(({ gatewayId }) => gatewayId === row.gateway_id)
    const signed = gaps.filter(({ gateway_id }) => gateway_id === row.gateway_id)
    const toMinute = Number.isFinite(held.toMs) ? Math.floor(held.toMs / 60_000) : to
    return [
      {
        gateway: row.gateway_id,
        name: row.name,
        held: { from: Math.ceil(held.fromMs / 60_000), to: Math.max(toMinute, Math.ceil(held.fromMs / 60_000)) },
        covered: spansOf(bitsOf(own, 'covered')),
        reasons: [
          ...signed.map((gap) => ({ from: gap.from_minute, to: gap.to_minute, why: reasonOf(gap.why) })),
          ...spansOf(without(bitsOf(own, 'stated'), bitsOf(own, 'covered'))).map((each) => ({
            ...each,
            why: 'blind' as const,
          })),
        ].sort((a, b) => a.from - b.from || a.to - b.to),
      },
    ]
  })
  return { gateways, uncounted: await uncountedOf(tx, span, days), fingerprints: await fingerprintsOf(tx, rows) }
}

function bitsOf(rows: readonly CoverageRow[], member: 'covered' | 'stated'): MinuteSet {
  return union(rows.flatMap((row) => minutesOfBits(row[member], row.utcDay * 1440)))
}

/** The minutes of one set that are not in another. */
function without(set: MinuteSet, taken: MinuteSet): MinuteSet {
  return union(
    set.flatMap(([from, to]) => {
      const inside = within(taken, { fromMinute: from, toMinute: to })
      const starts = [from, ...inside.map(([, end]) => end)]
      const ends = [...inside.map(([start]) => start), to]
      return starts.map((start, i) => [start, ends[i] ?? to] as const)
    }),
  )
}

function spansOf(set: MinuteSet): { from: number; to: number }[] {
  return set.map(([from, to]) => ({ from, to }))
}

function reasonOf(why: string): SilenceReason {
  const known: readonly SilenceReason[] = ['off', 'update', 'overload', 'clock']
  return known.find((reason) => reason === why) ?? 'unknown'
}

async function uncountedOf(
  tx: Tx,
  { accountId, from, to }: ReportSpan,
  days: { readonly from: number; readonly to: number },
): Promise<UncountedMinutes[]> {
  const sums = new Map<string, { gateway: string; code: string; minutes: number }>()
  for (const row of await readUncounted(tx, accountId, days)) {
    const window = { fromMinute: from, toMinute: to }
    const minutes = countMinutes(within(minutesOfBits(row.minutes, row.utcDay * 1440), window))
    const name = `${row.gatewayId} ${row.code}`
    const sum = sums.get(name) ?? { gateway: row.gatewayId, code: row.code, minutes: 0 }
    if (minutes > 0) sums.set(name, { ...sum, minutes: sum.minutes + minutes })
  }
  return [...sums.keys()].sort().flatMap((name) => sums.get(name) ?? [])
}

async function fingerprintsOf(tx: Tx, rows: readonly GatewayRow[]): Promise<Fingerprint[]> {
  const keys = await findGatewayKeys(
    tx,
    rows.map(({ gateway_id }) => gateway_id),
  )
  const inOrder = keys.toSorted((a, b) =>
    a.gateway_id < b.gateway_id ? -1 : a.gateway_id > b.gateway_id ? 1 : a.epoch - b.epoch,
  )
  return inOrder.map((key) => {
    const publicKey = new Uint8Array(key.public_key)
    return {
      gateway: key.gateway_id,
      name: rows.find(({ gateway_id }) => gateway_id === key.gateway_id)?.name ?? key.gateway_id,
      epoch: key.epoch,
      thumbprint: thumbprint(publicKey, nodeCrypto),
      words: [...fingerprintWords(publicKey, nodeCrypto)],
    }
  })
}
