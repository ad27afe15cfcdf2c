/** Which keys are one camera (protocol 4): keys that stood in one row are joined, unless they were known to be
 *  distinct. Pure; the order of the lists is the order in which they were first seen. */

/** Rows of one inventory: the keys of each camera. */
export type KeyRows = readonly (readonly string[])[]

export interface JoinedCameras {
  /** Key -> the smallest key, by ASCII, of its connected set. */
  readonly cameras: ReadonlyMap<string, string>
  /** Rows (by rowText) that would have connected distinct cameras, with one key of each but the first: until a person
   *  decides, their minutes count for each of them, so that nobody lowers a bill by writing two cameras in one row. */
  readonly shared: ReadonlyMap<string, readonly string[]>
}

/** Two keys that ever stood in different rows of one inventory are distinct: a later row that would connect them joins
 *  nothing. A key in two rows of one inventory joins nothing there either. */
export function joinCameras(inventories: readonly KeyRows[]): JoinedCameras {
  const shared = new Map<string, readonly string[]>()
  const sets = new Map<string, Set<string>>()
  const seenIn = new Map<string, Map<number, number>>()
  for (const [at, rows] of inventories.entries()) {
    const doubled = noteRows(rows, at, seenIn)
    for (const row of rows) {
      for (const key of row) if (!sets.has(key)) sets.set(key, new Set([key]))
      const groups = new Set(row.filter((key) => !doubled.has(key)).flatMap((key) => sets.get(key) ?? []))
      if (groups.size < 2) continue
      if (areAnyDistinct([...groups], seenIn)) shared.set(rowText(row), othersOf(row, sets))
      else unite(groups, sets)
    }
  }
  const smallest = new Map<Set<string>, string>()
  for (const group of new Set(sets.values())) smallest.set(group, [...group].sort()[0] ?? '')
  return { cameras: new Map([...sets].map(([key, group]) => [key, smallest.get(group) ?? key])), shared }
}

/** How a row is named among the shared ones. */
export function rowText(row: readonly string[]): string {
  return JSON.stringify(row)
}

/** One key of each camera of a row but that of its first key. */
function othersOf(row: readonly string[], sets: ReadonlyMap<string, Set<string>>): readonly string[] {
  const seen = new Set([sets.get(row[0] ?? '')])
  return row.filter((key) => {
    const isNew = !seen.has(sets.get(key))
    seen.add(sets.get(key))
    return isNew
  })
}

/** Notes in which row of this inventory each key stands; answers those that stand in two. */
function noteRows(rows: KeyRows, at: number, seenIn: Map<string, Map<number, number>>): ReadonlySet<string> {
  const doubled = new Set<string>()
  for (const [index, row] of rows.entries()) {
    for (const key of row) {
      const places = seenIn.get(key) ?? new Map<number, number>()
      seenIn.set(key, places)
      if (places.has(at)) doubled.add(key)
      else places.set(at, index)
    }
  }
  for (const key of doubled) seenIn.get(key)?.delete(at) // in two rows: distinct from nobody by this inventory
  return doubled
}

function areAnyDistinct(groups: readonly Set<string>[], seenIn: ReadonlyMap<string, ReadonlyMap<number, number>>) {
  for (const [at, group] of groups.entries()) {
    for (const other of groups.slice(at + 1)) {
      for (const key of group)
        for (const second of other) if (areDistinct(seenIn.get(key), seenIn.get(second))) return true
    }
  }
  return false
}

function areDistinct(first: ReadonlyMap<number, number> = new Map(), second: ReadonlyMap<number, number> = new Map()) {
  for (const [inventory, row] of first) {
    const other = second.get(inventory)
    if (other !== undefined && other !== row) return true
  }
  return false
}

function unite(groups: ReadonlySet<Set<string>>, sets: Map<string, Set<string>>): void {
  const all = new Set([...groups].flatMap((group) => [...group]))
  for (const key of all) sets.set(key, all)
}
