/** What the machine says of its own clock: which run of the kernel this is, and whether the kernel calls the wall clock
 *  synchronised. It only places minutes of an earlier run of the kernel (protocol 1, Time). */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** How long an answer about synchronisation is taken for granted, ms. */
const ANSWER_LIVES_MS = 600_000

/** The real machine. `monoMs`: the clock's. Without /proc each start is a run of its own: its minutes are then
 *  placed by its own receipts alone. */
export function systemMachine(monoMs: () => number): { kernelRun(): string; clockSynchronised(): boolean } {
  const run = findKernelRun() ?? `process-${process.pid}-${Math.round(monoMs())}`
  let isSynchronised = false
  let askedMonoMs = Number.NEGATIVE_INFINITY
  const ask = () => {
    if (monoMs() - askedMonoMs < ANSWER_LIVES_MS) return
    askedMonoMs = monoMs()
    isSynchronised = existsSync('/run/systemd/timesync/synchronized')
    // timedated reads adjtimex and knows chrony and ntpd too; where there is none, the file above is the only proof.
    execFile('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5_000 }, (error, stdout) => {
      if (error === null) isSynchronised = stdout.trim() === 'yes'
    })
  }
  ask()
  return {
    kernelRun: () => run,
    clockSynchronised() {
      ask()
      return isSynchronised
    },
  }
}

function findKernelRun(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return undefined
  }
}
