/** Starts an agent: opens what lies on disk, listens to its sources, keeps the journal and the uplink. */
import type { Clock, Random } from './clock.ts'
import type { AgentStatus } from './core/agent-status.ts'
import type { CameraSource } from './core/source.ts'

/** What start needs of the configuration; AgentConfig (config.ts) satisfies it. `heartbeatMinutes` 1..30,
 *  `lookSeconds` 2..300. `uplink: 'off'`: the agent lives on its journal until connectUplink(). */
export type StartConfig = {
  readonly dataDir: string
  readonly heartbeatMinutes: number
  readonly lookSeconds: number
  readonly shareNames?: boolean
  readonly uplink?: 'on' | 'off'
  readonly journal?: { readonly maxBytes?: number }
}

/** The log as the agent uses it; a pino logger satisfies it. Events are noun.pastVerb. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What the machine knows: which run of the kernel this is (boot_id), and whether the kernel calls its wall clock
 *  synchronised (adjtimex without STA_UNSYNC). systemMachine() in identity/machine.ts is the real one. */
export interface Machine {
  kernelRun(): string
  clockSynchronised(): boolean
}

/** Everything from outside. `agentVersion`: 1..32 of [A-Za-z0-9.+-]. */
export type StartPorts = {
  readonly clock: Clock
  readonly random: Random
  readonly sources: readonly CameraSource[]
  readonly log: Log
  readonly machine: Machine
  readonly agentVersion: string
}

/** An agent at work. `onChange` listeners are called with no argument at most once a minute and on a change of the
 *  uplink; they ask status() if they want to know. `stop` signs one last heartbeat, closes all, and may be called
 *  twice. */
export interface RunningAgent {
  status(): AgentStatus
  onChange(listener: () => void): () => void
  connectUplink(): void
  disconnectUplink(): Promise<void>
  stop(): Promise<void>
}

/** Starts the agent whose identity lies in `config.dataDir`.
 *  @throws NOT_ENROLLED when there is none */
export async function start(_config: StartConfig, _ports: StartPorts): Promise<RunningAgent> {
  throw new Error('not built yet')
}
