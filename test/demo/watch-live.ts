/** The live part: eight cameras that speak RTSP over TCP, one gateway looking at them with the rtsp source on the real
 *  clock. Two are unplugged, one is plugged in again. The count is told twice: by the agent at once, by the collector
 *  each minute from the presence it projected. */
import {
  type AgentStatus,
  configOf,
  createSources,
  type RunningAgent,
  start,
  systemClock,
  systemMachine,
  systemRandom,
} from '@camtally/agent'
import { parseRanges } from '@camtally/protocol'
import { type SimulatedCamera, startCamera } from '../lib/rtsp-camera.ts'
import type { CollectorClient } from './collector-client.ts'
import { quietLog } from './quiet-log.ts'
import type { DemoGateway } from './set-up.ts'

const CAMERAS = 8

export type Live = {
  readonly agent: RunningAgent
  /** Unplugs cameras 3 and 6 and, when the agent has seen it, plugs 3 in again. */
  unplugTwoAndPlugOne(): Promise<void>
  close(): Promise<void>
}

export async function goLive(gateway: DemoGateway, onCount: (count: number) => void): Promise<Live> {
  const cameras = await Promise.all(Array.from({ length: CAMERAS }, () => startCamera()))
  const config = configOf({
    dataDir: gateway.dataDir,
    heartbeatMinutes: 1,
    lookSeconds: 2,
    shareNames: true,
    sources: [{ kind: 'rtsp', name: 'live', cameras: cameras.map(({ url }, i) => ({ name: `Live ${i + 1}`, url })) }],
  })
  const ports = { clock: systemClock, random: systemRandom }
  const sources = createSources(config, ports)
  const agent = await start(config, {
    ...ports,
    sources,
    log: quietLog,
    machine: systemMachine(systemClock.monoMs),
    agentVersion: '0.1.0',
  })
  const cancelWatching = watchCount(agent, onCount)
  await untilConnected(agent, (count) => count === CAMERAS)
  return {
    agent,
    async unplugTwoAndPlugOne() {
      const [third, sixth] = [cameras[2], cameras[5]] as [SimulatedCamera, SimulatedCamera]
      await Promise.all([third.setState('down'), sixth.setState('down')])
      await untilConnected(agent, (count) => count === CAMERAS - 2)
      await third.setState('up')
      await untilConnected(agent, (count) => count === CAMERAS - 1)
    },
    async close() {
      cancelWatching()
      await agent.stop()
      await Promise.all(cameras.map((camera) => camera.close()))
    },
  }
}

/** Resolves when a heartbeat signed after `sinceCount` heartbeats is named by a receipt, with nothing left
 *  unreceipted. */
export function untilHeartbeatReceipted(agent: RunningAgent, sinceCount: number): Promise<AgentStatus> {
  return new Promise((resolve) => {
    const stopListening = agent.onChange(() => {
      const status = agent.status()
      if (status.signedCount.heartbeat <= sinceCount || status.journal.unreceiptedCount > 0) return
      stopListening()
      resolve(status)
    })
  })
}

type Presence = {
  readonly from: string
  readonly gateways: readonly { readonly gatewayId: string; readonly covered: string }[]
  readonly cameras: readonly {
    readonly gateways: readonly { readonly gatewayId: string; readonly minutes: string }[]
  }[]
}

/** What the collector's presence says of the newest minute of this gateway that it has, asked each minute. */
export function watchPresence(
  client: CollectorClient,
  { accountId, gatewayId }: { readonly accountId: string; readonly gatewayId: string },
  onPresence: (connected: number, minuteStart: string) => void,
): () => void {
  let cancel = () => {}
  const ask = async () => {
    const day = await client.get<Presence>(`/v1/accounts/${accountId}/presence`)
    const covered = day.gateways.find((row) => row.gatewayId === gatewayId)?.covered ?? ''
    const newest = parseRanges(covered, 1500).at(-1)
    if (newest !== undefined) {
      const isOn = ({ gateways }: Presence['cameras'][number]) =>
        gateways.some((row) => row.gatewayId === gatewayId && parseRanges(row.minutes, 1500).includes(newest))
      const start = new Date(Date.parse(day.from) + newest * 60_000)
      onPresence(day.cameras.filter(isOn).length, start.toTimeString().slice(0, 5))
    }
    cancel = systemClock.after(60_000, () => void ask().catch(console.error))
  }
  cancel = systemClock.after(60_000, () => void ask().catch(console.error))
  return () => cancel()
}

function watchCount(agent: RunningAgent, onCount: (count: number) => void): () => void {
  let told = -1
  let cancel = () => {}
  const look = () => {
    const { connectedCount } = agent.status()
    if (connectedCount !== told) onCount(connectedCount)
    told = connectedCount
    cancel = systemClock.after(500, look)
  }
  look()
  return () => cancel()
}

function untilConnected(agent: RunningAgent, isReached: (count: number) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isReached(agent.status().connectedCount)) resolve()
      else systemClock.after(250, look)
    }
    look()
  })
}
