/** The month itself. Each gateway goes online once, as at installation, so that a receipt tells it the time; then its
 *  uplink is cut and it lives minute by minute on its journal alone, on a clock that is stepped. */
import {
  type AgentStatus,
  createStaticSource,
  type RunningAgent,
  type ScriptedCamera,
  start,
  systemRandom,
} from '@camtally/agent'
import { type SteppingClock, steppingClock } from '../lib/stepping-clock.ts'
import { quietLog } from './quiet-log.ts'
import type { DemoGateway } from './set-up.ts'
import { connectedSpans, type StoryCamera } from './story.ts'

const DAY_MS = 86_400_000

/** A gateway of the demo: its agent, and the clock of its machine. */
export type Living = { readonly gateway: DemoGateway; readonly clock: SteppingClock; agent: RunningAgent }

/** Starts every agent and waits until each holds a receipt. `startMs`: the wall clock of that day. */
export async function goOnlineOnce(
  gateways: readonly DemoGateway[],
  startMs: number,
  dayStartsMs: readonly number[],
): Promise<Living[]> {
  const living: Living[] = []
  for (const gateway of gateways) {
    const clock = steppingClock(startMs)
    clock.run()
    const agent = await startAgent(gateway, clock, dayStartsMs)
    agent.connectUplink()
    await until(agent, ({ clock }) => clock.isKnown)
    await agent.disconnectUplink()
    clock.hold()
    living.push({ gateway, clock, agent })
  }
  return living
}

/** Steps every gateway to `endMs()`, which is asked again at the end because stepping takes time itself. */
export async function liveOffline(
  living: readonly Living[],
  { dayStartsMs, endMs, onMinutes }: OfflineMonth,
): Promise<void> {
  let minutes = 0
  for (const each of living) {
    const silent = each.gateway.story.silent
    const silentFromMs = silent ? (dayStartsMs[silent.fromDay] ?? 0) + DAY_MS / 2 : Number.POSITIVE_INFINITY
    const silentToMs = silent ? (dayStartsMs[silent.toDay] ?? 0) + DAY_MS / 2 : Number.POSITIVE_INFINITY
    let isSilenced = false
    for (let leftMs = endMs() - each.clock.wallMs(); leftMs > 1000; leftMs = endMs() - each.clock.wallMs()) {
      if (!isSilenced && each.clock.wallMs() >= silentFromMs) {
        isSilenced = true
        await each.agent.stop()
        await each.clock.step(silentToMs - each.clock.wallMs())
        each.agent = await startAgent(each.gateway, each.clock, dayStartsMs)
      }
      const stepMs = Math.min(leftMs, 60 * 60_000)
      await each.clock.step(stepMs)
      minutes += stepMs / 60_000
      onMinutes(Math.round(minutes))
      await breathe()
    }
  }
}

export type OfflineMonth = {
  readonly dayStartsMs: readonly number[]
  readonly endMs: () => number
  readonly onMinutes: (minutes: number) => void
}

/** Lets every clock run and every uplink connect, and waits until receipts name all that was signed. */
export async function comeOnline(living: readonly Living[], onLeft: (left: number) => void): Promise<void> {
  for (const { agent, clock } of living) {
    clock.run()
    agent.connectUplink()
  }
  const left = () => living.reduce((sum, { agent }) => sum + leftIn(agent.status()), 0)
  await Promise.all(
    living.map(({ agent }) =>
      until(agent, (status) => {
        onLeft(left())
        return status.clock.isKnown && leftIn(status) === 0
      }),
    ),
  )
}

function leftIn({ journal }: AgentStatus): number {
  return journal.unreceiptedCount + (journal.waitingBytes > 0 ? 1 : 0)
}

async function startAgent(gateway: DemoGateway, clock: SteppingClock, dayStartsMs: readonly number[]) {
  const cameras = gateway.story.cameras.map((camera) => scripted(camera, dayStartsMs))
  const ports = { clock, random: systemRandom }
  const source = createStaticSource({ name: 'story', lookSeconds: 30, script: () => ({ cameras }) }, ports)
  const machine = { kernelRun: () => `demo-${gateway.gatewayId}`, clockSynchronised: () => true }
  const config = {
    dataDir: gateway.dataDir,
    heartbeatMinutes: 10,
    lookSeconds: 30,
    shareNames: true,
    uplink: 'off' as const,
  }
  return start(config, { ...ports, sources: [source], log: quietLog, machine, agentVersion: '0.1.0' })
}

function scripted(camera: StoryCamera, dayStartsMs: readonly number[]): ScriptedCamera {
  return {
    name: camera.name,
    identifiers: [{ type: 'serial', scope: 'northwind', value: camera.serial }],
    rank: 0,
    spans: connectedSpans(camera, dayStartsMs).map((span) => ({ ...span, rank: 3 })),
  }
}

/** Resolves at the first change after which `isDone` says so. */
function until(agent: RunningAgent, isDone: (status: AgentStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isDone(agent.status())) return
      stopListening()
      resolve()
    }
    const stopListening = agent.onChange(look)
    look()
  })
}

/** Lets sockets and signals have their turn between two steps. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
