/** What really was: the minutes in which looks of a gateway's machines saw a camera, and which of them may be missing
 *  from the bill, and why. It knows nothing of statements. */

export interface Truth {
  /** A look that ended in this UTC minute saw the camera. */
  saw(machine: string, camera: string, minute: number): void
  /** Minutes [from, to] of one machine need not be counted: they were never signed, or went with a disk. */
  excuse(machine: string, span: { readonly from: number; readonly to: number }, why: string): void
  /** What must be counted of a camera. */
  owed(camera: string): ReadonlySet<number>
  /** What may be counted of a camera. */
  seen(camera: string): ReadonlySet<number>
  /** Why a minute of a camera may be missing, if it may. */
  excuseOf(camera: string, minute: number): string | undefined
  cameras(): readonly string[]
}

export function createTruth(): Truth {
  const seenBy = new Map<string, Map<string, Set<number>>>()
  const excuses = new Map<string, { from: number; to: number; why: string }[]>()

  const excuseFor = (machine: string, minute: number) =>
    excuses.get(machine)?.find(({ from, to }) => from <= minute && minute <= to)?.why
  const machinesOf = (camera: string) => [...(seenBy.get(camera) ?? [])]
  return {
    saw(machine, camera, minute) {
      const machines = seenBy.get(camera) ?? new Map<string, Set<number>>()
      seenBy.set(camera, machines)
      const minutes = machines.get(machine) ?? new Set<number>()
      machines.set(machine, minutes)
      minutes.add(minute)
    },
    excuse(machine, { from, to }, why) {
      excuses.set(machine, [...(excuses.get(machine) ?? []), { from, to, why }])
    },
    owed(camera) {
      const owed = new Set<number>()
      for (const [machine, minutes] of machinesOf(camera)) {
        for (const minute of minutes) if (excuseFor(machine, minute) === undefined) owed.add(minute)
      }
      return owed
    },
    seen: (camera) => new Set(machinesOf(camera).flatMap(([, minutes]) => [...minutes])),
    excuseOf(camera, minute) {
      const [found] = machinesOf(camera).flatMap(([machine]) => excuseFor(machine, minute) ?? [])
      return found
    },
    cameras: () => [...seenBy.keys()],
  }
}
