/** What a close is computed from: an account's sets as of the instant that binds them, read once for all the days
 *  looked at. */
import type { Calendar, DayWindow } from '../domain/calendar.ts'
import type { Day } from '../domain/day.ts'
import type { Fact } from '../domain/fact.ts'
import { type ChainRow, lockChains } from '../store/chain.ts'
import type { Tx } from '../store/database.ts'
import { findGatewayKeys, type GatewayKeyRow, listGateways } from '../store/gateway.ts'
import {
  type CoverageRow,
  type PresenceRow,
  readCoverage,
  readPresence,
  readUncounted,
  type UncountedRow,
} from '../store/presence.ts'
import { listCameraKeys } from '../store/projection.ts'
import { type CameraOf, cameraNames } from './camera-names.ts'

export type CloseEvidence = {
  /** ms: every statement receipted with t <= at is in here, and none later. */
  readonly at: number
  readonly calendar: Calendar
  readonly chains: readonly ChainRow[]
  readonly presence: ByUtcDay<PresenceRow>
  readonly coverage: ByUtcDay<CoverageRow>
  readonly uncounted: ByUtcDay<UncountedRow>
  readonly cameraOf: CameraOf
  /** When an epoch ended (ms): another began, or its gateway was retired. */
  readonly endOf: (gatewayId: string, epoch: number) => number | undefined
  /** Replacements by local day, first recorded first. */
  readonly swapsOn: (day: Day) => readonly { readonly old: string; readonly new: string }[]
}

/** Rows of the UTC days that a window touches. */
export type ByUtcDay<Row> = (window: DayWindow) => readonly Row[]

export type EvidenceWish = {
  readonly accountId: string
  readonly at: number
  readonly facts: readonly Fact[]
  readonly calendar: Calendar
  /** UTC days since 1970, [from, to). */
  readonly days: { readonly from: number; readonly to: number }
}

/** A gateway stored something while its account was being closed: what its chain row says is no longer as of `at`. */
export class ChainMovedOn extends Error {
  override readonly name = 'ChainMovedOn'
}

/** Reads it in the transaction that holds the projection still (withBoundEvidence). @throws ChainMovedOn: try again */
export async function readCloseEvidence(tx: Tx, wish: EvidenceWish): Promise<CloseEvidence> {
  const { accountId, at, facts, calendar, days } = wish
  const gateways = await listGateways(tx, accountId, { limit: 1_000_000 })
  const ids = gateways.map(({ gateway_id }) => gateway_id)
  const chains = await lockChains(tx, ids)
  if (chains.some(({ receipt_at }) => receipt_at > at)) throw new ChainMovedOn()
  const keys = await findGatewayKeys(tx, ids)
  const retiredAt = new Map(gateways.map((row) => [row.gateway_id, row.retired_at ?? undefined]))
  const joined = new Map((await listCameraKeys(tx, accountId)).map(({ key, camera }) => [key, camera]))
  const cameraOf = cameraNames(joined, facts)
  const swaps = facts.flatMap((fact) => (fact.kind === 'swap' ? [fact] : []))
  return {
    at,
    calendar,
    chains,
    presence: byUtcDay(await readPresence(tx, accountId, days)),
    coverage: byUtcDay(await readCoverage(tx, accountId, days)),
    uncounted: byUtcDay(await readUncounted(tx, accountId, days)),
    cameraOf,
    endOf: (gatewayId, epoch) => nextEpochAt(keys, gatewayId, epoch) ?? retiredAt.get(gatewayId),
    swapsOn: (day) =>
      swaps.filter((swap) => swap.day === day).map((swap) => ({ old: cameraOf(swap.old), new: cameraOf(swap.new) })),
  }
}

/** Many days are looked at for corrections: each must find its own rows without going through all of them. */
export function byUtcDay<Row extends { readonly utcDay: number }>(rows: readonly Row[]): ByUtcDay<Row> {
  const days = Map.groupBy(rows, ({ utcDay }) => utcDay)
  return ({ fromMinute, toMinute }) => {
    const found: Row[] = []
    for (let day = Math.floor(fromMinute / 1440); day * 1440 < toMinute; day += 1) found.push(...(days.get(day) ?? []))
    return found
  }
}

function nextEpochAt(keys: readonly GatewayKeyRow[], gatewayId: string, epoch: number): number | undefined {
  const later = keys.filter((key) => key.gateway_id === gatewayId && key.epoch > epoch).map(({ from_at }) => from_at)
  return later.length === 0 ? undefined : Math.min(...later)
}
