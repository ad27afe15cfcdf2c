/** How minutes that wait lie on disk: JSON, because they may wait for an upgrade and be read by a person. */
import { crc32 } from 'node:zlib'
import { type BlindRow, encodeUtf8, type GapReason, type InventoryCamera, type OnRow } from '@camtally/protocol'
import type { Window } from '../core/window.ts'

/** What stands beside a window: the kernel's run, the raw clock at the window's start, whether the kernel called it
 *  synchronised. */
export type ClockSight = { readonly kernelRun: string; readonly startRawMs: number; readonly isSynchronised: boolean }

/** A window without its cameras, which stand in the last record before it that lists some; `list` says which list that
 *  must be, so that a list that cannot be read back gives no window the cameras of another. */
export type WaitingRecord =
  | { readonly kind: 'cameras'; readonly rows: readonly InventoryCamera[] }
  | ({ readonly kind: 'window'; readonly list: number } & Omit<Window, 'cameras'> & ClockSight)

/** What tells one list of cameras from another. */
export function listMark(rows: readonly InventoryCamera[]): number {
  return crc32(encodeUtf8(JSON.stringify(rows)))
}

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
  const { n, list, startMonoMs, startRawMs, kernelRun, isSynchronised, minute } = value
  const isWindow =
    value['kind'] === 'window' &&
    isWhole(n) &&
    isWhole(list) &&
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
    list,
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
