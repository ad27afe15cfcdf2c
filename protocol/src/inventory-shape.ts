/** The members of an inventory: its cameras by key, and which part of the whole it is. */

import { CAMERAS_MAX, INVENTORY_PARTS_MAX, KEYS_PER_CAMERA_MAX } from './limits.ts'
import { badShape, hasMember, isIntegerWithin, isTextOf, listMember, type Shape, textMember, tupleOf } from './shape.ts'
import type { InventoryCamera, InventoryStatement } from './statement.ts'
import { CHECK_8, KEY_16, SOURCE_KIND } from './text-form.ts'

type InventoryMembers = Pick<InventoryStatement, 'cams' | 'ck' | 'cfg' | 'part'>

/** @throws STATEMENT_SHAPE */
export function readInventoryMembers(shape: Shape): InventoryMembers {
  const cams = listMember(shape, 'cams', [0, CAMERAS_MAX]).map((camera, at) => readCamera(shape, camera, at))
  const members = { cams, ck: textMember(shape, 'ck', CHECK_8), cfg: textMember(shape, 'cfg', CHECK_8) }
  return hasMember(shape, 'part') ? { ...members, part: readPart(shape) } : members
}

function readCamera(shape: Shape, value: unknown, at: number): InventoryCamera {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badShape(shape, `cams[${at}]`, 'an object is wanted')
  }
  const camera = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(camera)) {
    if (name !== 'keys' && name !== 'src')
      throw badShape(shape, `cams[${at}].${name}`, 'unknown member; known here: keys, src')
  }
  const { keys, src } = camera
  if (!areKeys(keys)) {
    throw badShape(shape, `cams[${at}].keys`, `1 to ${KEYS_PER_CAMERA_MAX} distinct camera keys are wanted`)
  }
  if (!isTextOf(src, SOURCE_KIND)) throw badShape(shape, `cams[${at}].src`, `${SOURCE_KIND.says} is wanted`)
  return { keys, src }
}

function areKeys(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > KEYS_PER_CAMERA_MAX) return false
  return value.every((key, at) => isTextOf(key, KEY_16) && value.indexOf(key) === at)
}

function readPart(shape: Shape): readonly [number, number] {
  const [part, parts] = tupleOf(shape.members['part'], 2) ?? []
  if (isIntegerWithin(parts, [2, INVENTORY_PARTS_MAX]) && isIntegerWithin(part, [1, parts])) return [part, parts]
  throw badShape(shape, 'part', `[i, n] with n from 2 to ${INVENTORY_PARTS_MAX} and i from 1 to n is wanted`)
}
