/** A file of nothing that is given up when the disk is full, so that minutes find room to wait (operate: disk full).
 *  Until it is held again nothing is signed: statements would eat what minutes need. */
import type { Disk } from './disk.ts'

export interface Reserve {
  /** Takes the room again, if the disk has it: writes all of it, so not to be tried each minute. */
  hold(): void
  isHeld(): boolean
  /** Gives it up; false if there was none. */
  giveUp(): boolean
}

const FILE = 'reserve.bin'

/** Finds the reserve as the last start left it, or takes it. */
export function openReserve(disk: Disk, sizeBytes: number): Reserve {
  let isHeld = disk.list().includes(FILE)
  const succeeds = (work: () => void): boolean => {
    try {
      work()
      return true
    } catch {
      return false // the caller goes on without: whoever needs the disk next tells of it
    }
  }
  const hold = () => {
    if (isHeld) return
    isHeld = succeeds(() => disk.replace(FILE, new Uint8Array(sizeBytes)))
    // Still full: what was written of it gives its room back.
    if (!isHeld) succeeds(() => disk.remove(`${FILE}.new`))
  }
  hold()
  return {
    hold,
    isHeld: () => isHeld,
    giveUp() {
      if (!isHeld || !succeeds(() => disk.remove(FILE))) return false
      isHeld = false
      return true
    },
  }
}
