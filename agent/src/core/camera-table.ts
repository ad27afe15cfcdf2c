/** Which looks speak of one camera: two looks that share a camera key do (sources.md, Identity). */
import type { InventoryCamera } from '@camtally/protocol'
import type { RankedKey } from './camera-keys.ts'

/** One real camera as far as this boot knows. Compared by identity; `mergedInto` leads on after a join. */
export interface Camera {
  keys: RankedKey[]
  /** Kind of the source that brought it: `src` of its inventory row. */
  readonly kind: string
  /** Source names, each with the source's own camera names, whose looks belong to it. */
  readonly seenBy: Map<string, Set<string>>
  /** Sources of which one look of rank 2 or more succeeded. */
  readonly connectedBy: Set<string>
  /** It stood in an inventory that was made: it is never joined to another such camera by a machine. */
  isListed: boolean
  /** Nobody looked at it for so long that it left the table. */
  isForgotten: boolean
  lastLookMonoMs: number
  mergedInto?: Camera
}

/** Who looks: the source, its kind, its own name of the camera, and when. */
export type Sighting = {
  readonly source: string
  readonly kind: string
  readonly camera: string
  readonly monoMs: number
}

/** `version` grows with every change of what `rows` answers. */
export interface CameraTable {
  /** The camera that owns one of the keys, a new one if none does, or undefined when the table is full. */
  cameraOf(keys: readonly RankedKey[], sighting: Sighting): Camera | undefined
  /** Rows of an inventory, in the order in which cameras were met; marks them as listed. */
  list(): { readonly rows: readonly InventoryCamera[]; readonly indexOf: ReadonlyMap<Camera, number> }
  /** Cameras that this says of leave the table. */
  forget(isGone: (camera: Camera) => boolean): void
  cameras(): readonly Camera[]
  version(): number
}

const KEYS_PER_CAMERA = 4

/** Starts empty. `limit`: the most cameras (protocol: 1,000). */
export function createCameraTable(limit: number): CameraTable {
  const owners = new Map<string, Camera>()
  let all: Camera[] = []
  let version = 0

  const join = (keep: Camera, other: Camera) => {
    for (const { key } of other.keys) owners.set(key, keep)
    for (const ranked of other.keys) if (!addKey(keep, ranked)) owners.delete(ranked.key)
    for (const [source, names] of other.seenBy) for (const name of names) addSighting(keep, source, name)
    for (const source of other.connectedBy) keep.connectedBy.add(source)
    other.mergedInto = keep
    all = all.filter((camera) => camera !== other)
    version += 1
  }
  const learn = (camera: Camera, keys: readonly RankedKey[]) => {
    for (const ranked of keys) {
      if (owners.has(ranked.key) || !addKey(camera, ranked)) continue
      owners.set(ranked.key, camera)
      version += 1
    }
  }
  const create = (sighting: Sighting): Camera | undefined => {
    if (all.length >= limit) return undefined
    const camera = newCamera(sighting)
    all.push(camera)
    version += 1
    return camera
  }
  return {
    cameraOf(keys, sighting) {
      const found = new Set(keys.flatMap(({ key }) => owners.get(key) ?? []))
      const [first, ...others] = found
      const camera = first ?? create(sighting)
      if (camera === undefined) return undefined
      const known = others.reduce((keep, other) => joined(keep, other, join), camera)
      learn(known, keys)
      addSighting(known, sighting.source, sighting.camera)
      known.lastLookMonoMs = sighting.monoMs
      return known
    },
    list() {
      for (const camera of all) camera.isListed = true
      const rows = all.map((camera) => ({ keys: camera.keys.map(({ key }) => key), src: camera.kind }))
      return { rows, indexOf: new Map(all.map((camera, index) => [camera, index])) }
    },
    forget(isGone) {
      const gone = all.filter(isGone)
      if (gone.length === 0) return
      for (const camera of gone) {
        camera.isForgotten = true
        for (const { key } of camera.keys) owners.delete(key)
      }
      all = all.filter((camera) => !gone.includes(camera))
      version += 1
    },
    cameras: () => all,
    version: () => version,
  }
}

/** Where a camera's marks belong after joins. */
export function joinedCamera(camera: Camera): Camera {
  let last = camera
  while (last.mergedInto !== undefined) last = last.mergedInto
  return last
}

function newCamera(sighting: Sighting): Camera {
  return {
    keys: [],
    kind: sighting.kind,
    seenBy: new Map(),
    connectedBy: new Set(),
    isListed: false,
    isForgotten: false,
    lastLookMonoMs: sighting.monoMs,
  }
}

/** Joins two cameras unless a person must decide: both stood in rows of an inventory, or one source saw both
 *  connected. */
function joined(a: Camera, b: Camera, join: (keep: Camera, other: Camera) => void): Camera {
  const areDistinct = (a.isListed && b.isListed) || [...a.connectedBy].some((source) => b.connectedBy.has(source))
  if (areDistinct) return a
  const [keep, other] = b.isListed ? [b, a] : [a, b]
  join(keep, other)
  return keep
}

/** Strongest first; a fifth key is left out: what is listed stays listed. */
function addKey(camera: Camera, ranked: RankedKey): boolean {
  if (camera.keys.some(({ key }) => key === ranked.key)) return true
  if (camera.keys.length >= KEYS_PER_CAMERA) return false
  camera.keys = [...camera.keys, ranked].sort((a, b) => a.strength - b.strength)
  return true
}

function addSighting(camera: Camera, source: string, name: string): void {
  const names = camera.seenBy.get(source) ?? new Set()
  names.add(name)
  camera.seenBy.set(source, names)
}
