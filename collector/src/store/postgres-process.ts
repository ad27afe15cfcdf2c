/** Is a PostgreSQL server at work in this folder? postmaster.pid alone does not say: after a crash or a reboot its
 *  number may be anybody's, and PostgreSQL then refuses to start until a person removes the file. */
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, delay } from '../clock.ts'

export interface RunningServer {
  readonly pid: number
  readonly port: number
  readonly socketFolder: string
}

/** The server of the data folder `data`, if one runs and takes connections. */
export function findServer(data: string): RunningServer | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  // Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, state.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const isReady = lines[7]?.trim() === 'ready'
  if (!isReady || !worksIn(pid, data)) return undefined
  return { pid, port: Number(lines[3]), socketFolder: lines[4] ?? '' }
}

/** Removes the lock files of a server that is gone. Waits up to 15 s for its last children first: they still write into
 *  the folder, and PostgreSQL's own check for them hangs on these files. Answers the server if there is one after all,
 *  started by somebody else meanwhile. @throws when the children do not leave */
export async function forgetDeadServer(data: string, clock: Clock): Promise<RunningServer | undefined> {
  const file = join(data, 'postmaster.pid')
  for (let waits = 0; waits < 150; waits += 1) {
    const running = findServer(data)
    if (running || !existsSync(file)) return running
    if (!isAnyoneIn(data)) {
      const [, , , port = '', sockets = ''] = readFileSync(file, 'utf8').split('\n')
      // The process may live on as a zombie that nobody reaps, so PostgreSQL would believe the socket's lock as well.
      if (sockets !== '') rmSync(join(sockets, `.s.PGSQL.${port}.lock`), { force: true })
      rmSync(file, { force: true })
      return undefined
    }
    await delay(clock, 100)
  }
  throw new Error(`processes of an ended PostgreSQL still work in ${data}; end them, then start again`)
}

/** PostgreSQL's processes work with its data folder as current folder. */
function worksIn(pid: number, data: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1) return false
  if (!hasProc) return isAlive(pid)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false // gone, or not ours to look at: then it is not our server
  }
}

function isAnyoneIn(data: string): boolean {
  if (!hasProc) return isAlive(Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]))
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && worksIn(Number(name), data))
}

const hasProc = existsSync('/proc/self/cwd')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
