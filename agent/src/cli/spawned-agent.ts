/** For tests: the command as people start it, a process of its own with an environment of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** A command that runs on. `line` resolves with the first line of standard output that matches. */
export interface SpawnedAgent {
  readonly ended: Promise<Ended>
  line(pattern: RegExp): Promise<string>
  /** The same for standard error. */
  logged(pattern: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
}

export type SpawnOptions = {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** Starts camtally-agent with nothing of our own environment but PATH. */
export function spawnAgent(args: readonly string[], options: SpawnOptions): SpawnedAgent {
  const bin = join(import.meta.dirname, '../../bin/camtally-agent.js')
  const env = { PATH: process.env['PATH'] ?? '', ...options.env }
  const child = spawn(process.execPath, [bin, ...args], { cwd: options.cwd, env })
  child.stdin.end(options.input ?? '')
  const out = collect(child.stdout)
  const err = collect(child.stderr)
  return {
    ended: endOf(child, out, err),
    line: out.line,
    logged: err.line,
    kill: (signal) => child.kill(signal),
  }
}

/** Runs a command to its end. */
export function runAgent(args: readonly string[], options: SpawnOptions): Promise<Ended> {
  return spawnAgent(args, options).ended
}

type Collected = { text(): string; line(pattern: RegExp): Promise<string> }

function collect(stream: NodeJS.ReadableStream): Collected {
  let text = ''
  const looks = new Set<() => void>()
  stream.on('data', (chunk) => {
    text += String(chunk)
    for (const look of [...looks]) look()
  })
  return {
    text: () => text,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = text
            .split('\n')
            .slice(0, -1)
            .find((line) => pattern.test(line))
          if (found === undefined) return
          looks.delete(look)
          resolve(found)
        }
        looks.add(look)
        stream.once('end', () => reject(new Error(`ended without ${pattern}: ${text}`)))
        look()
      }),
  }
}

function endOf(child: ChildProcess, out: Collected, err: Collected): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, out: out.text(), err: err.text() }))
  })
}
