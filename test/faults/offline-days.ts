/** Fixture: a gateway that lived some days alone and now brings its journal. Its agent is real, its clock is stepped
 *  through the days and runs with real time afterwards. */
import { join } from 'node:path'
import { createStaticSource, enroll, type RunningAgent, start, systemRandom } from '@camtally/agent'
import { systemClock } from '../../collector/src/clock.ts'
import { type SteppingClock, steppingClock } from '../lib/stepping-clock.ts'
import type { CollectorProcess } from './collector-process.ts'

export const DAY_MS = 86_400_000
/** The days it was alone: enough for two whole UTC days. */
const DAYS = 3

export interface OfflineDays {
  readonly accountId: string
  readonly agent: RunningAgent
  /** Whole UTC days it was alone in: days since 1970. */
  readonly wholeDays: readonly number[]
  /** Resolves when receipts name all that was signed. The clock goes on by itself, so that nobody waits for a retry. */
  drained(): Promise<void>
  /** Resolves when the status says so. */
  until(isSo: (agent: RunningAgent) => boolean): Promise<void>
}

/** Enrolls a gateway and lets it live alone until now: camera `always`, camera `nights` from 0 to 8 h UTC, and camera
 *  `moment` for nine minutes a day, which are too few to be billed. */
export async function liveOffline(folder: string, collector: CollectorProcess): Promise<OfflineDays> {
  const { accountId, dataDir } = await enrolled(folder, collector)
  const fromMs = systemClock.wallMs() - DAYS * DAY_MS
  const clock = steppingClock(fromMs)
  const firstDay = Math.floor(fromMs / DAY_MS)
  const spans = (hours: number) =>
    Array.from({ length: DAYS + 2 }, (_, at) => {
      const dayMs = (firstDay + at) * DAY_MS
      return { fromMs: dayMs, toMs: dayMs + hours * 3_600_000, rank: 3 as const }
    })
  const camera = (name: string, hours: number) => {
    return {
      name,
      identifiers: [{ type: 'serial' as const, scope: 'maker', value: name }],
      rank: 0 as const,
      spans: spans(hours),
    }
  }
  const cameras = [camera('always', 24), camera('nights', 8), camera('moment', 9 / 60)]
  const ports = { clock, random: systemRandom }
  const source = createStaticSource({ name: 'days', lookSeconds: 30, script: () => ({ cameras }) }, ports)
  const machine = { kernelRun: () => 'one', clockSynchronised: () => true }
  const config = { dataDir, heartbeatMinutes: 5, lookSeconds: 30, uplink: 'off' as const }
  const quiet = { info() {}, warn() {}, error() {} }
  const agent = await start(config, { ...ports, sources: [source], log: quiet, machine, agentVersion: '0.1.0' })
  for (let leftMs = DAYS * DAY_MS; leftMs > 500; leftMs = systemClock.wallMs() - clock.wallMs()) {
    await clock.step(Math.min(leftMs, DAY_MS / 4))
  }
  clock.run()
  agent.connectUplink()
  const until = (isSo: (agent: RunningAgent) => boolean) => untilStatus(agent, clock, isSo)
  const wholeDays = Array.from({ length: DAYS - 1 }, (_, at) => firstDay + 1 + at)
  const isDrained = ({ status }: RunningAgent) => {
    const { journal, clock: told } = status()
    return told.isKnown && journal.unreceiptedCount === 0 && journal.waitingBytes === 0
  }
  return { accountId, agent, wholeDays, until, drained: () => until(isDrained) }
}

async function enrolled(folder: string, { client, url }: CollectorProcess) {
  const account = { name: 'Faults', timeZone: 'UTC', currency: 'USD' }
  const { accountId } = await client.post<{ accountId: string }>('/v1/accounts', account)
  const base = `/v1/accounts/${accountId}`
  const { siteId } = await client.post<{ siteId: string }>(`${base}/sites`, { name: 'Site' })
  const { claim } = await client.post<{ claim: string }>(`${base}/claims`, { siteId, name: 'Gateway' })
  const dataDir = join(folder, 'gateway')
  await enroll({ dataDir, collectorUrl: url, claim }, { random: systemRandom })
  return { accountId, dataDir }
}

const QUIET_MS = 500
const PATIENCE = 240

/** Looks at every change; where nothing changes for a while the gateway's clock goes on by some seconds, so that what
 *  waits for a retry is tried now. @throws when that did not help often enough */
function untilStatus(agent: RunningAgent, clock: SteppingClock, isSo: (agent: RunningAgent) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let nudges = 0
    let cancel = () => {}
    const end = (settle: () => void) => {
      cancel()
      stopListening()
      settle()
    }
    const look = () => {
      if (isSo(agent)) return end(resolve)
      cancel()
      cancel = systemClock.after(QUIET_MS, nudge)
    }
    const nudge = async () => {
      nudges += 1
      if (nudges > PATIENCE) return end(() => reject(new Error(JSON.stringify(agent.status()))))
      clock.hold()
      await clock.step(1_000)
      clock.run()
      look()
    }
    const stopListening = agent.onChange(look)
    look()
  })
}
