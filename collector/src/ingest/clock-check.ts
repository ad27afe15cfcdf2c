/** Whether our clock may sign: a collector signs nothing while it differs from the database's by more than 2 minutes
 *  (protocol 3). Measured at intervals; between them the last answer holds. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

export interface ClockCheck {
  isTrusted(): boolean
  /** Asks now; resolves with the answer. */
  ask(): Promise<boolean>
  stop(): void
}

export interface ClockCheckPorts {
  readonly clock: Clock
  readonly log: Log
  /** The database's clock, ms; undefined: nothing to compare with (a virtual clock), so ours is trusted. */
  readonly databaseClockMs: (() => Promise<number>) | undefined
}

const differMaxMs = 120_000
const everyMs = 30_000

export function startClockCheck({ clock, log, databaseClockMs }: ClockCheckPorts): ClockCheck {
  let trusted = true
  let isStopped = false
  let cancel = () => {}
  async function ask(): Promise<boolean> {
    if (databaseClockMs === undefined) return true
    try {
      const before = clock.wallMs()
      const theirs = await databaseClockMs()
      // Their answer lies between our two readings: what is outside of these is a difference, and not the way there.
      const differsMs = Math.max(before - theirs, theirs - clock.wallMs(), 0)
      judge(differsMs <= differMaxMs, differsMs)
    } catch (err) {
      log.warn({ event: 'clock.unasked', err }, 'the database did not tell its time; the last answer holds')
    }
    return trusted
  }
  function judge(isRight: boolean, differsMs: number): void {
    if (trusted && !isRight)
      log.error({ event: 'clock.suspected', differsMs }, 'our clock and the database differ; intake waits')
    if (!trusted && isRight) log.warn({ event: 'clock.trusted', differsMs }, 'the clocks agree again; intake goes on')
    trusted = isRight
  }
  function again(): void {
    cancel = clock.after(everyMs, () => void ask().then(() => isStopped || again()))
  }
  if (databaseClockMs) again()
  return {
    isTrusted: () => trusted,
    ask,
    stop() {
      isStopped = true
      cancel()
    },
  }
}
