/** Runs one of PostgreSQL's own programs to its end. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PostgresRunner } from './postgres-binaries.ts'

/** @throws with the program's standard error when it does not end with 0 */
export function runPostgres(
  runner: PostgresRunner,
  program: 'initdb' | 'pg_ctl',
  args: readonly string[],
): Promise<void> {
  const [command = '', ...rest] = [...runner.prefix, join(runner.bin, program), ...args]
  const owner = runner.runAs === undefined ? {} : { uid: runner.runAs, gid: runner.runAs }
  return new Promise((resolve, reject) => {
    // The server inherits what we leave open: a pipe would keep us waiting for it, so its own output goes to a file.
    const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], env: environment(), cwd: '/', ...owner })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      child.stderr?.destroy()
      if (code === 0) resolve()
      else reject(new Error(`${program} ended with ${signal ?? code}: ${said.trim()}`))
    })
  })
}

/** No PG* variable of the caller reaches the server; messages are in English, so that logs can be searched. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }
}
