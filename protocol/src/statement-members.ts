/** The members of a statement beyond the five of its chain: those every kind has, and those of its own kind. */

import { readHeartbeatMembers } from './heartbeat-shape.ts'
import { readInventoryMembers } from './inventory-shape.ts'
import { GAP_MINUTES_MAX, UTC_MINUTE_MAX } from './limits.ts'
import { parseRuns } from './ranges.ts'
import {
  badShape,
  choiceMember,
  hasMember,
  integerMember,
  isTextOf,
  listMember,
  NOT_NEGATIVE,
  onlyMembers,
  POSITIVE,
  type Shape,
  textMember,
  tupleOf,
} from './shape.ts'
import type { DiffMember, DiffRow, Envelope, Statement, StatementBase, StatementKind } from './statement.ts'
import { AGENT_VERSION, CHECK_8, HASH, KEY_16, LOCAL_DAY, SIGNATURE_64 } from './text-form.ts'
import { unreachable } from './unreachable.ts'

/** Reads one statement of a known kind. @throws STATEMENT_SHAPE RANGES_SPELLING */
export function readStatement(shape: Shape, kind: StatementKind, envelope: Envelope & { readonly v: 1 }): Statement {
  onlyMembers(shape, MEMBERS[kind])
  const base: StatementBase = {
    ...envelope,
    boot: integerMember(shape, 'boot', POSITIVE),
    bid: textMember(shape, 'bid', CHECK_8),
    mono: integerMember(shape, 'mono', NOT_NEGATIVE),
    ts: integerMember(shape, 'ts', NOT_NEGATIVE),
    rc: textMember(shape, 'rc', HASH),
    ag: textMember(shape, 'ag', AGENT_VERSION),
  }
  switch (kind) {
    case 'boot':
      return { ...base, kind, why: choiceMember(shape, 'why', ['first', 'clean', 'update', 'crash']) }
    case 'inventory':
      return { ...base, kind, ...readInventoryMembers(shape) }
    case 'heartbeat':
      return { ...base, kind, ...readHeartbeatMembers(shape) }
    case 'gap':
      return { ...base, kind, ...readGapMembers(shape) }
    case 'rotate':
      return { ...base, kind, key: textMember(shape, 'key', HASH), pop: textMember(shape, 'pop', SIGNATURE_64) }
    case 'agree':
      return { ...base, kind, ...readAgreeMembers(shape) }
    case 'retire':
      return { ...base, kind }
    default:
      return unreachable(kind)
  }
}

function readGapMembers(shape: Shape) {
  const m = integerMember(shape, 'm', [0, UTC_MINUTE_MAX])
  const n = integerMember(shape, 'n', [1, GAP_MINUTES_MAX])
  if (m + n - 1 > UTC_MINUTE_MAX) throw badShape(shape, 'n', 'the gap ends after the last minute there is')
  return { m, n, why: choiceMember(shape, 'why', ['off', 'update', 'overload', 'clock', 'unknown']) }
}

function readAgreeMembers(shape: Shape) {
  const day = textMember(shape, 'day', LOCAL_DAY)
  const close = textMember(shape, 'close', HASH)
  const ok = choiceMember(shape, 'ok', [0, 1])
  if (hasMember(shape, 'diff') !== (ok === 0)) throw badShape(shape, 'diff', 'it stands exactly where ok is 0')
  if (ok === 1) return { day, close, ok }
  const diff = listMember(shape, 'diff', [1, DIFF_ROWS_MAX]).map((row, at) => readDiffRow(shape, row, at))
  return { day, close, ok, diff }
}

function readDiffRow(shape: Shape, value: unknown, at: number): DiffRow {
  const row = tupleOf(value, 3)
  const [member, key, minutes] = row ?? []
  const known = DIFF_MEMBERS.find((name) => name === member)
  const isKey = key === '' || isTextOf(key, KEY_16)
  if (known === undefined || !isKey || typeof minutes !== 'string') {
    throw badShape(shape, `diff[${at}]`, 'a row is [member, camera key or "", ranges of minutes]')
  }
  parseRuns(minutes, UTC_MINUTE_MAX)
  return [known, key, minutes]
}

/** Differences past these are counted by nobody: what differs is said, not measured. */
const DIFF_ROWS_MAX = 64
const DIFF_MEMBERS: readonly DiffMember[] = ['have', 'side', 'cover', 'said', 'uncounted', 'excluded']

const COMMON = ['v', 'kind', 'gw', 'ep', 'seq', 'prev', 'boot', 'bid', 'mono', 'ts', 'rc', 'ag'] as const

const MEMBERS: Readonly<Record<StatementKind, ReadonlySet<string>>> = {
  boot: new Set([...COMMON, 'why']),
  inventory: new Set([...COMMON, 'cams', 'ck', 'cfg', 'part']),
  heartbeat: new Set([...COMMON, 'inv', 'm', 'n', 'on', 'blind']),
  gap: new Set([...COMMON, 'm', 'n', 'why']),
  rotate: new Set([...COMMON, 'key', 'pop']),
  agree: new Set([...COMMON, 'day', 'close', 'ok', 'diff']),
  retire: new Set(COMMON),
}
