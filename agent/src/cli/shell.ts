/** What a command has of the machine it runs on. main.ts makes the real one, so that a command is a function of it. */
import type { Clock, Random } from '../clock.ts'

/** A stream to write to. `isTerminal`: colour and progress are for terminals alone. */
export type Out = { write(text: string): void; readonly isTerminal: boolean }

export type Signal = 'SIGTERM' | 'SIGINT' | 'SIGHUP'

export type Shell = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The result goes to `out`, everything else to `err`. */
  readonly out: Out
  readonly err: Out
  readonly clock: Clock
  readonly random: Random
  readonly version: string
  /** Text of a file, or of standard input for '-'. Throws what the system throws. */
  readonly readFile: (path: string) => string
  readonly fileExists: (path: string) => boolean
  readonly onSignal: (signal: Signal, run: () => void) => void
}

/** The table of operate.md: what a command's end means to a script. */
export const exitCodes = { done: 0, failed: 1, usage: 2, exceptions: 3, config: 78 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
