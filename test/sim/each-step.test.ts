/** The moment in which most happens at once, died in at each of its steps: after a blind restart the network comes
 *  back, a receipt tells the time, and hours of waiting minutes are placed, signed and sent. */
import t from 'tap'
import { HEALING_MS, MINUTE_MS, type Plan } from './plan.ts'
import { simulate } from './simulate.ts'

/** Changes of the disk from the first receipt on; a later one is a step of ordinary life. */
const STEPS = 14
const at = (minutes: number) => minutes * MINUTE_MS

function planOf(death: { readonly changes: number; readonly isAfter: boolean; readonly isPower: boolean }): Plan {
  const faultsEndMs = at(240)
  return {
    ...{ seed: 10, startMs: Date.UTC(2027, 2, 9, 22, 0, 17), faultsEndMs, endMs: faultsEndMs + HEALING_MS },
    ...{ heartbeatMinutes: 5, gatewayCount: 1, cameraCount: 2, walls: ['right'], journalMaxBytes: 64 * 2 ** 20 },
    faults: [
      { atMs: at(20), gateway: 0, kind: 'outage', forMs: at(100) },
      { atMs: at(21), gateway: 0, kind: 'kill', downMs: 2_000 },
      { atMs: at(120), gateway: 0, kind: 'dieAtDisk', ...death, downMs: 45_000, wall: 'right' },
    ],
  }
}

t.test(
  'a death at any step of placing waiting minutes costs the windows of two crashes and nothing else',
  async (t) => {
    for (const isPower of [false, true]) {
      for (let changes = 0; changes < STEPS; changes += 1) {
        for (const isAfter of [false, true]) {
          const death = { changes, isAfter, isPower }
          const { faults, excusedMinutes } = await simulate(planOf(death))
          t.same(faults, [], JSON.stringify(death))
          t.ok(excusedMinutes <= 2 * 2 * 7, `${excusedMinutes} minutes of two cameras`)
        }
      }
    }
  },
)
