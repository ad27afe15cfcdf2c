/** Which camera a key belongs to: as inventories join keys, and then as persons merged and parted them (R9). Pure. */
import type { Fact } from '../domain/fact.ts'

/** The smallest key, by ASCII, of everything a key is one camera with. */
export type CameraOf = (key: string) => string

/** `joined`: key -> camera as inventories say. A merge holds until an unmerge of the very same pair. */
export function cameraNames(joined: ReadonlyMap<string, string>, facts: readonly Fact[]): CameraOf {
  const merged = new Map<string, string>()
  const nameOf = (key: string): string => {
    let camera = joined.get(key) ?? key
    for (let next = merged.get(camera); next !== undefined; next = merged.get(camera)) camera = next
    return camera
  }
  for (const [one, other] of livingMerges(facts)) {
    const [smaller, greater] = [nameOf(one), nameOf(other)].sort()
    if (smaller !== undefined && greater !== undefined && smaller !== greater) merged.set(greater, smaller)
  }
  return nameOf
}

function livingMerges(facts: readonly Fact[]): readonly (readonly [string, string])[] {
  const living: (readonly [string, string])[] = []
  for (const fact of facts) {
    if (fact.kind === 'merge') living.push(fact.keys)
    if (fact.kind === 'unmerge') {
      const at = living.findLastIndex((pair) => pair.toSorted().join() === fact.keys.toSorted().join())
      if (at >= 0) living.splice(at, 1)
    }
  }
  return living
}
