/** What a command has of the machine it runs on. main.ts makes the real one, so that a command is a function of it. */
import type { Clock, Random } from '../clock.ts'

/** A stream to write to. `isTerminal`: progress is for terminals alone. */
export type Out = { write(text: string): void; readonly isTerminal: boolean }

export type Shell = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The result goes to `out`, everything else to `err`. */
  readonly out: Out
  readonly err: Out
  readonly clock: Clock
  readonly random: Random
  readonly version: string
  /** Text of a file. Throws what the system throws. */
  readonly readFile: (path: string) => string
  readonly writeFile: (path: string, bytes: Uint8Array) => void
  readonly fileExists: (path: string) => boolean
  readonly fetch: typeof fetch
  readonly onSignal: (signal: 'SIGTERM' | 'SIGINT', run: () => void) => void
}

/** What a command's end means to a script. */
export const exitCodes = { done: 0, failed: 1, usage: 2, exceptions: 3, config: 78 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Rows with columns two spaces apart, under a head; the last column is not filled up. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)))
  return all
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
