/** What an agent is started with, and what it is once started: the types between main, the demo, tests and the
 *  engine. */
import type { Clock, Random } from './clock.ts'
import type { AgentStatus } from './core/agent-status.ts'
import type { CameraSource } from './core/source.ts'
import type { Disk } from './journal/disk.ts'
import type { Connect } from './uplink/transport.ts'

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

/** Everything from outside. `agentVersion`: 1..32 of [A-Za-z0-9.+-]. `connect` and `disk` are MQTT and the data folder
 *  unless a test or a simulation brings its own. */
export type StartPorts = {
  readonly clock: Clock
  readonly random: Random
  readonly sources: readonly CameraSource[]
  readonly log: Log
  readonly machine: Machine
  readonly agentVersion: string
  readonly connect?: Connect
  readonly disk?: Disk
}

/** An agent at work. `onChange` listeners are called with no argument at most once a minute and when uplink or receipts
 *  change something; they ask status() if they want to know. `stop` signs one last heartbeat, closes all, and may be
 *  called twice. */
export interface RunningAgent {
  status(): AgentStatus
  onChange(listener: () => void): () => void
  connectUplink(): void
  disconnectUplink(): Promise<void>
  stop(): Promise<void>
}
