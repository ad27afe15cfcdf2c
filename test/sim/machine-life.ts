/** How a machine lives, dies and comes back. Each verb tells the truth what may be lost by it, and no more. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BOOT } from '../../agent/src/identity/files.ts'
import { type Machine, minuteNow, noteSafety, type Snapshot } from './machine.ts'
import { MINUTE_MS, type WallClock } from './plan.ts'

/** The process is gone between two instructions. What it wrote is in the kernel's hands and survives. */
export function kill(machine: Machine): void {
  if (machine.life.isOver) return
  noteSafety(machine)
  const now = lateMinute(machine)
  const { slept, heartbeatMinutes } = machine
  const hasJustWoken = slept !== undefined && now - slept.to <= heartbeatMinutes
  const lastMinute = machine.asleepSince ?? (hasJustWoken ? slept.from : now)
  const span = { from: lastMinute - heartbeatMinutes, to: minuteNow(machine.time) }
  machine.truth.excuse(machine.name, span, 'the window of a crash')
  endProcess(machine)
}

/** The power is cut: of what was not synced a part is lost or torn, and the kernel's run ends. Minutes that waited for
 *  the time are placed later only if this run's clock is a proof. */
export function powerCut(machine: Machine, nextWall: WallClock): void {
  kill(machine)
  const { truth, name, safeTo, time } = machine
  truth.excuse(name, { from: safeTo, to: minuteNow(time) }, 'a run of the kernel that never knew the time')
  machine.disk = machine.disk.crash(machine.draw.unit)
  machine.nextWall = nextWall
}

/** As SIGTERM does: one last heartbeat ends with the last whole minute. */
export async function stop(machine: Machine): Promise<void> {
  const { agent, life } = machine
  if (life.isOver || agent === undefined) return
  wake(machine)
  noteSafety(machine)
  await agent.stop()
  if (life.isOver) return // died while stopping, and that was noted
  machine.truth.excuse(machine.name, { from: lateMinute(machine), to: minuteNow(machine.time) }, 'the minute of a stop')
  endProcess(machine)
}

/** The disks are as they were in a snapshot, and the machine starts on them later. */
export function restoreSnapshot(machine: Machine, snapshot: Snapshot, nextWall: WallClock): void {
  kill(machine)
  const now = minuteNow(machine.time)
  machine.truth.excuse(machine.name, { from: snapshot.safeTo, to: now }, 'a snapshot was restored')
  machine.disk = snapshot.disk.crash(() => 0.999_999_9)
  const path = join(machine.dataDir, BOOT)
  if (snapshot.boot === undefined) rmSync(path, { force: true })
  else writeFileSync(path, snapshot.boot)
  machine.nextWall = nextWall
}

/** What a copy of a machine leaves when it is switched off for good: nothing that is owed. */
export function destroy(machine: Machine): void {
  kill(machine)
  machine.truth.excuse(machine.name, { from: 0, to: minuteNow(machine.time) }, 'a clone was destroyed')
}

/** Asleep: connections die unheard, timers wait. */
export function suspend(machine: Machine): void {
  machine.asleepSince ??= minuteNow(machine.time)
  machine.clock.setAsleep(true)
  machine.broker.drop(machine.station, true)
}

export function wake(machine: Machine): void {
  const { asleepSince } = machine
  if (asleepSince !== undefined) machine.slept = { from: asleepSince, to: minuteNow(machine.time) }
  machine.asleepSince = undefined
  machine.clock.setAsleep(false)
}

/** The minute that an agent takes for the present one: the time that receipts tell is a little late. */
function lateMinute({ time }: Machine): number {
  return Math.floor((time.wallMs() - 20_000) / MINUTE_MS)
}

function endProcess(machine: Machine): void {
  machine.trace(`${machine.name}: process ends`)
  machine.life.isOver = true
  wake(machine)
  machine.agent = undefined
  machine.death = undefined
  machine.lives += 1
  machine.broker.drop(machine.station, false)
}
