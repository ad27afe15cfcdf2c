/** How minutes that wait lie on disk: JSON, because they may wait for an upgrade and be read by a person. */
import type { BlindRow, GapReason, InventoryCamera, OnRow } from '@camtally/protocol'
import type { Window } from '../core/window.ts'

/** What stands beside a window: the kernel's run, the raw clock at the window's start, whether the kernel called it
 *  synchronised. */
export type ClockSight = { readonly kernelRun: string; readonly startRawMs: number; readonly isSynchronised: boolean }

/** A window without its cameras, which stand in the record before it that names some. */
export type WaitingRecord =
  | { readonly kind: 'cameras'; readonly rows: readonly InventoryCamera[] }
  | ({ readonly kind: 'window' } & Omit<Window, 'cameras'> & ClockSight)

/** One line of JSON. */
export function encodeWaitingRecord(record: WaitingRecord): string {
  return JSON.stringify(record)
}

/** @throws if it is no record of ours; its CRC was right, so another version wrote it */
export function parseWaitingRecord(text: string): WaitingRecord {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new Error('not a record of waiting minutes')
  if (value['kind'] === 'cameras' && Array.isArray(value['rows'])) {
    return { kind: 'cameras', rows: value['rows'] as InventoryCamera[] }
  }
  const { n, startMonoMs, startRawMs, kernelRun, isSynchronised, minute } = value
  const isWindow =
    value['kind'] === 'window' &&
    isWhole(n) &&
    typeof startMonoMs === 'number' &&
    typeof startRawMs === 'number' &&
    typeof kernelRun === 'string' &&
    (minute === undefined || isWhole(minute)) &&
    Array.isArray(value['on']) &&
    Array.isArray(value['blind'])
  if (!isWindow) throw new Error('not a record of waiting minutes')
  return {
    kind: 'window',
    n,
    startMonoMs,
    startRawMs,
    kernelRun,
    isSynchronised: isSynchronised === true,
    ...(minute === undefined ? {} : { minute }),
    on: value['on'] as OnRow[],
    blind: value['blind'] as BlindRow[],
    holeWhy: value['holeWhy'] as GapReason,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
