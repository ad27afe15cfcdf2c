/** From what a source calls a camera to the camera keys that may leave the site (protocol 8). */
import type { Identifier } from './source.ts'

/** Makes one key; the camera secret is inside. The protocol's `cameraKey` bound to secret and crypto. */
export type MakeCameraKey = (identifier: Identifier) => string

/** A key and how strong its identifier is: 0 is the strongest. */
export type RankedKey = { readonly key: string; readonly strength: number }

const STRENGTH = { serial: 0, mac: 1, uuid: 2, address: 3, static: 4 } as const satisfies Record<
  Identifier['type'],
  number
>
/** More identifiers than this are made again when they come again. */
const KEPT_KEYS = 5_000

/** Answers the keys of a camera's identifiers, strongest first, each once. Keys are kept: a look costs no hash. The
 *  scope of an address is the site, of a loopback or link-local address the gateway: 192.168.1.10:554 exists at every
 *  site, 127.0.0.1:554 on every machine. */
export function createCameraKeys(
  makeKey: MakeCameraKey,
  place: { readonly siteId: string; readonly gatewayId: string },
): (identifiers: readonly Identifier[]) => RankedKey[] {
  const known = new Map<string, string>()
  const keyOf = (identifier: Identifier): string => {
    const label = `${identifier.type}\n${identifier.scope}\n${identifier.value}`
    const kept = known.get(label)
    if (kept !== undefined) return kept
    const key = makeKey(identifier)
    if (known.size >= KEPT_KEYS) known.clear()
    known.set(label, key)
    return key
  }
  return (identifiers) => {
    const byKey = new Map<string, number>()
    for (const identifier of identifiers) {
      const key = keyOf(inScope(identifier, place))
      byKey.set(key, Math.min(STRENGTH[identifier.type], byKey.get(key) ?? 9))
    }
    return [...byKey].map(([key, strength]) => ({ key, strength })).sort((a, b) => a.strength - b.strength)
  }
}

function inScope(identifier: Identifier, place: { siteId: string; gatewayId: string }): Identifier {
  if (identifier.type !== 'address') return identifier
  return { ...identifier, scope: isOwnMachine(identifier.value) ? place.gatewayId : place.siteId }
}

/** Loopback and link-local hosts mean another camera on each machine (RFC 5735, RFC 4291). */
function isOwnMachine(value: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?|169\.254\.\d+\.\d+|\[?fe[89ab][0-9a-f]:[^/]*)(:\d+)?(\/|$)/i.test(
    value,
  )
}
