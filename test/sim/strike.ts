/** Puts the faults of a plan into a world: each becomes deeds at its instants. */
import { SMOOTH } from './broker-model.ts'
import { damage } from './damage.ts'
import { comeUp, kernelName, type Machine, snapshotOf } from './machine.ts'
import { destroy, kill, powerCut, restoreSnapshot, stop, suspend, wake } from './machine-life.ts'
import type { Fault } from './plan.ts'
import type { World } from './world.ts'

type On<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

/** Starts everything, plans every fault, and the healing after them. */
export function strikeAll(world: World): void {
  const { plan, machines } = world
  for (const machine of machines) world.at(0, () => raise(world, machine))
  for (const [index, fault] of plan.faults.entries()) strike(world, fault, index)
  world.at(plan.faultsEndMs, () => heal(world))
}

function strike(world: World, fault: Fault, index: number): void {
  const at = (atMs: number, run: () => void | Promise<void>) =>
    world.at(atMs, () => {
      world.trace(`fault ${index}: ${JSON.stringify(fault)}`)
      return run()
    })
  if ('gateway' in fault) strikeMachine({ world, index, at }, fault)
  else strikeCloud({ world, index, at }, fault)
}

type Striking = { readonly world: World; readonly index: number; readonly at: World['at'] }
type MachineFault = Extract<Fault, { gateway: number }>

function strikeMachine({ world, index, at }: Striking, fault: MachineFault): void {
  const machine = world.machines[fault.gateway]
  if (machine === undefined) return
  const { atMs, kind } = fault
  if (kind === 'kill') at(atMs, () => down(world, machine, { fault, die: () => kill(machine) }))
  else if (kind === 'powerCut')
    at(atMs, () => down(world, machine, { fault, die: () => powerCut(machine, fault.wall) }))
  else if (kind === 'stop') at(atMs, () => down(world, machine, { fault, die: () => stop(machine) }))
  else if (kind === 'dieAtDisk') at(atMs, () => dieAtDisk(world, machine, fault))
  else if (kind === 'suspend') {
    at(atMs, () => suspend(machine))
    world.at(atMs + fault.forMs, () => wake(machine))
  } else if (kind === 'stepClock') {
    at(atMs, () => {
      if (!machine.isSynchronised) machine.clock.setWall(Math.max(0, machine.clock.wallMs() + fault.byMs))
    })
  } else if (kind === 'outage') {
    at(atMs, () => cutOff(world, machine, true))
    world.at(atMs + fault.forMs, () => cutOff(world, machine, false))
  } else if (kind === 'hiccup') at(atMs, () => world.broker.drop(machine.station, true))
  else if (kind === 'damage') at(atMs, () => strikeDisk(world, machine, fault))
  else strikeCopy({ world, index, at }, machine, fault)
}

function strikeCopy({ world, index, at }: Striking, machine: Machine, fault: On<'snapshotRestored' | 'clone'>): void {
  const { atMs, ageMs } = fault
  world.at(atMs - ageMs, () => void world.snapshots.set(index, snapshotOf(machine)))
  at(atMs, () => {
    const from = world.snapshots.get(index)
    if (from === undefined) return
    if (fault.kind === 'snapshotRestored') {
      return down(world, machine, { fault, die: () => restoreSnapshot(machine, from, fault.wall) })
    }
    const cameras = fault.seesCameras
      ? machine.cameras
      : machine.cameras.map((each) => ({ ...each, isOn: () => false }))
    const name = `clone ${index} of ${machine.name}`
    const clone = world.machineOf(fault.gateway, { name, from, cameras, wall: fault.wall })
    world.clones.push(clone)
    raise(world, clone)
    world.at(atMs + fault.forMs, () => destroy(clone))
  })
}

function strikeCloud({ world, index, at }: Striking, fault: Exclude<Fault, MachineFault>): void {
  const { broker, collector } = world
  const { atMs } = fault
  if (fault.kind === 'rough') {
    at(atMs, () => broker.setRoughness(fault))
    world.at(atMs + fault.forMs, () => broker.setRoughness(SMOOTH))
  } else if (fault.kind === 'collectorCrash') {
    at(atMs, () => collector.crash(fault.isAfterCommit))
    world.at(atMs + fault.downMs, () => collector.start())
  } else if (fault.kind === 'collectorRestored') {
    world.at(atMs - fault.ageMs, () => void world.backups.set(index, collector.backup()))
    at(atMs, () => collector.crash(false))
    world.at(atMs + fault.downMs, () => {
      const backup = world.backups.get(index)
      if (backup !== undefined) collector.startFrom(backup)
    })
  } else {
    at(atMs, () => broker.stop())
    world.at(atMs + fault.downMs, () => broker.restart(fault.losesRetained))
  }
}

type Downtime = { readonly fault: { readonly downMs: number }; readonly die: () => void | Promise<void> }

/** Ends a run of the agent, and comes back after the downtime unless something else raised or struck it first. */
async function down(world: World, machine: Machine, { fault, die }: Downtime): Promise<void> {
  await die()
  const { lives } = machine
  world.at(nowMs(world) + fault.downMs, () => {
    if (machine.lives === lives) raise(world, machine)
  })
}

/** Comes up. A clock that is late to be right is stepped some minutes after its kernel started. */
function raise(world: World, machine: Machine): void {
  const isLate = machine.nextWall === 'late'
  if (!comeUp(machine) || !isLate) return
  const run = kernelName(machine)
  world.at(nowMs(world) + world.draw.whole(1, 90) * 60_000, () => {
    if (kernelName(machine) !== run) return
    machine.clock.setWall(world.time.wallMs())
    machine.isSynchronised = true
    world.trace(`${machine.name}: the wall clock is stepped right`)
  })
}

function nowMs({ time, plan }: World): number {
  return time.wallMs() - plan.startMs
}

/** The call in progress runs into the dead disk first; then the power is off, if it was that. */
function dieAtDisk(world: World, machine: Machine, fault: On<'dieAtDisk'>): void {
  const { changes, isAfter, isPower, wall } = fault
  if (machine.life.isOver) return
  const die = () => {
    world.trace(`${machine.name}: dies ${isAfter ? 'after' : 'before'} a change of its disk`)
    kill(machine)
    const { lives } = machine
    world.at(nowMs(world), () => {
      if (machine.lives === lives)
        return down(world, machine, { fault, die: () => (isPower ? powerCut(machine, wall) : undefined) })
    })
  }
  machine.death = { changes, isAfter, die }
}

function strikeDisk(world: World, machine: Machine, fault: On<'damage'>): void | Promise<void> {
  const { file, where } = fault
  const strikes = () => world.trace(`${machine.name}: damage of ${damage(machine, file, where)}`)
  const isSeenAtOnce = where > 0.5
  if (!isSeenAtOnce) return strikes()
  const die = () => {
    kill(machine)
    strikes()
  }
  return down(world, machine, { fault, die })
}

function cutOff(world: World, machine: Machine, isCutOff: boolean): void {
  machine.station.isCutOff = isCutOff
  if (isCutOff) world.broker.drop(machine.station, true)
}

/** The faults stop: what is down comes up, what was copied is destroyed, messages travel well. */
function heal(world: World): void {
  const { broker, collector, machines, clones } = world
  world.trace('the faults end')
  broker.setRoughness(SMOOTH)
  broker.restart(false)
  if (!collector.isUp()) collector.start()
  for (const clone of clones) destroy(clone)
  for (const machine of machines) {
    cutOff(world, machine, false)
    wake(machine)
    machine.death = undefined
    raise(world, machine)
  }
}
