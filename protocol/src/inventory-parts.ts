/** Cuts the cameras of a gateway into the parts of one inventory, so that each part fits a statement. */

import { ProtocolError } from './errors.ts'
import { maxPayloadBytes } from './jws.ts'
import { CAMERAS_MAX, INVENTORY_PARTS_MAX } from './limits.ts'
import type { InventoryCamera } from './statement.ts'

/**
 * The `cams` of each part, in order; one part (which then has no `part` member) if all fit. Cameras keep their order,
 * indexes run through. @throws INVENTORY_TOO_LARGE over 1,000 cameras or 16 parts
 */
export function splitInventory(cameras: readonly InventoryCamera[]): readonly (readonly InventoryCamera[])[] {
  if (cameras.length > CAMERAS_MAX) throw new ProtocolError('INVENTORY_TOO_LARGE')
  const parts: InventoryCamera[][] = [[]]
  let left = CAMERAS_BYTES
  for (const camera of cameras) {
    // All of it is ASCII: characters are bytes. One more for the comma.
    const bytes = JSON.stringify({ keys: camera.keys, src: camera.src }).length + 1
    if (bytes > left) {
      parts.push([])
      left = CAMERAS_BYTES
    }
    parts.at(-1)?.push(camera)
    left -= bytes
  }
  if (parts.length > INVENTORY_PARTS_MAX) throw new ProtocolError('INVENTORY_TOO_LARGE')
  return parts
}

/** Every other member of an inventory together is shorter than this, its numbers at their longest (482 bytes). */
const OTHER_MEMBERS_BYTES = 1024
const CAMERAS_BYTES = maxPayloadBytes('camtally-statement+jws') - OTHER_MEMBERS_BYTES
