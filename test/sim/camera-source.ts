/** The cameras of a simulated site: one look at each in the middle of every true minute, and the truth hears of it.
 *  Nothing of a camera lies near the edge of a minute, so that what a late receipt does to the time moves no look. */
import type { CameraSource, Look } from '../../agent/src/core/source.ts'
import { type Machine, noteTimeError } from './machine.ts'
import { MINUTE_MS } from './plan.ts'

const LOOK_AT_MS = 40_000
const SPREAD_MS = 4_000

export function createCameraSource(machineNow: () => Machine): CameraSource {
  let cancel = () => {}
  return {
    name: 'site',
    kind: 'static',
    owns: 'direct',
    start(sink) {
      const round = () => {
        const machine = machineNow()
        const intoMinuteMs = machine.time.wallMs() % MINUTE_MS
        if (Math.abs(intoMinuteMs - LOOK_AT_MS) <= SPREAD_MS) for (const look of looks(machine)) sink(look)
        noteTimeError(machine)
        const isToCome = intoMinuteMs < LOOK_AT_MS - SPREAD_MS
        const atMs = (isToCome ? 0 : MINUTE_MS) + LOOK_AT_MS + machine.draw.whole(-SPREAD_MS, SPREAD_MS)
        cancel = machine.processClock.after(atMs - intoMinuteMs, round)
      }
      cancel = machineNow().processClock.after(0, round)
    },
    lookOnce: async () => [],
    async stop() {
      cancel()
    },
  }
}

function looks(machine: Machine): Look[] {
  const minute = Math.floor(machine.time.wallMs() / MINUTE_MS)
  return machine.cameras.map(({ name, isOn }) => {
    const isSeen = isOn(minute)
    if (isSeen) machine.truth.saw(machine.name, name, minute)
    return {
      source: 'site',
      camera: name,
      identifiers: [{ type: 'serial', scope: 'maker', value: name }],
      rank: isSeen ? 3 : 1,
      endedAtMonoMs: machine.clock.monoMs(),
    }
  })
}
