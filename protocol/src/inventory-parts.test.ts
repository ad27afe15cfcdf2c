/** An inventory in parts: nothing is lost, every part fits, and too much is refused. */
import fc from 'fast-check'
import t from 'tap'
import { encodeBase64url } from './base64url.ts'
import { splitInventory } from './inventory-parts.ts'
import { compactBytes } from './jws.ts'
import { JWS_MAX_BYTES } from './limits.ts'
import type { InventoryCamera, InventoryStatement } from './statement.ts'
import { encodeStatement } from './statement-encode.ts'
import { holds } from './testing/property.ts'

/** An inventory whose other members are as long as they can be. */
const longest: InventoryStatement = {
  v: 1,
  kind: 'inventory',
  gw: 'gw_abcdefghijkl',
  ep: Number.MAX_SAFE_INTEGER,
  seq: Number.MAX_SAFE_INTEGER,
  prev: 'A'.repeat(43),
  boot: Number.MAX_SAFE_INTEGER,
  bid: 'A'.repeat(11),
  mono: Number.MAX_SAFE_INTEGER,
  ts: Number.MAX_SAFE_INTEGER,
  rc: 'A'.repeat(43),
  ag: 'a'.repeat(32),
  cams: [],
  ck: 'A'.repeat(11),
  cfg: 'A'.repeat(11),
}

function camerasOf(count: number, keys: number, src: string): InventoryCamera[] {
  const keyOf = (number: number) => encodeBase64url(new Uint8Array(new Uint32Array([number, 0, 0, 0]).buffer))
  return Array.from({ length: count }, (_, at) => ({
    keys: Array.from({ length: keys }, (_, key) => keyOf(at * 4 + key)),
    src,
  }))
}

t.test('few cameras are one part, none are one empty part', async (t) => {
  t.same(splitInventory([]), [[]])
  const cameras = camerasOf(64, 2, 'rtsp')
  t.same(splitInventory(cameras), [cameras])
})

t.test('1,000 cameras with the longest rows fit; one more does not', async (t) => {
  t.ok(splitInventory(camerasOf(1000, 4, 'x'.repeat(32))).length <= 16)
  t.throws(() => splitInventory(camerasOf(1001, 1, 'x')), { code: 'INVENTORY_TOO_LARGE' })
})

t.test('any inventory: the parts joined are the whole, and each fits a statement', async (t) => {
  const property = fc.property(
    fc.nat(1000),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 32 }),
    (count, keys, length) => {
      const cameras = camerasOf(count, keys, 'x'.repeat(length))
      const parts = splitInventory(cameras)
      return (
        JSON.stringify(parts.flat()) === JSON.stringify(cameras) &&
        parts.every((cams, at) => {
          const part = parts.length > 1 ? { part: [at + 1, parts.length] as const } : {}
          const payload = encodeStatement({ ...longest, cams, ...part })
          return compactBytes('camtally-statement+jws', payload.length) <= JWS_MAX_BYTES
        })
      )
    },
  )
  holds(t, 'inventory-parts.test.ts', property)
})
