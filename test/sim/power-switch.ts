/** A disk with a power switch, and a clock that a dead process no longer hears: what ends one run of an agent between
 *  any two of its steps. */
import type { Clock } from '../../agent/src/clock.ts'
import type { Disk } from '../../agent/src/journal/disk.ts'
import { PowerCut } from '../../agent/src/journal/model-disk.ts'

/** One run of the agent process. */
export type Life = { isOver: boolean }

/** Ends a life at the change of the disk that `dies` names: before it, or right after it. */
export function switchedDisk(disk: Disk, life: Life, dies: () => 'before' | 'after' | undefined): Disk {
  const change = (run: () => void) => {
    if (life.isOver) throw new PowerCut('the process is gone')
    const when = dies()
    if (when !== 'before') run()
    if (when !== undefined) throw new PowerCut(`dead ${when} a change of the disk`)
  }
  return {
    list: () => disk.list(),
    find: (name) => disk.find(name),
    readAt: (name, offset, sizeBytes) => disk.readAt(name, offset, sizeBytes),
    append: (name, bytes) => change(() => disk.append(name, bytes)),
    sync: (name) => change(() => disk.sync(name)),
    replace: (name, bytes) => change(() => disk.replace(name, bytes)),
    truncate: (name, sizeBytes) => change(() => disk.truncate(name, sizeBytes)),
    remove: (name) => change(() => disk.remove(name)),
    close: () => disk.close(),
  }
}

/** The machine's clock as one process hears it. What a timer throws while it lives goes to `onError`. */
export function livingClock(clock: Clock, life: Life, onError: (error: unknown) => void): Clock {
  return {
    wallMs: () => clock.wallMs(),
    monoMs: () => clock.monoMs(),
    after: (delayMs, run) =>
      clock.after(delayMs, () => {
        if (life.isOver) return
        try {
          run()
        } catch (error) {
          if (!life.isOver) onError(error)
        }
      }),
  }
}
