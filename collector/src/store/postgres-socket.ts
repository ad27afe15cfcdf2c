/** Where the embedded server's socket lies: in its own folder, or, where that path is too long for a socket, in a
 *  private one below the temporary folder. */
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes the folder (0700) and answers its path. `runAs`: user of the server, undefined for ours.
 *  @throws when somebody else owns the folder that would be used */
export function socketFolder(folder: string, runAs: number | undefined): string {
  const own = join(folder, 'socket')
  const path = own.length <= pathMax ? own : join(tmpdir(), `camtally-${digest(realpathSync(folder))}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (runAs !== undefined) chownSync(path, runAs, runAs)
  const { uid } = statSync(path)
  if (uid !== (runAs ?? process.getuid?.() ?? uid)) throw new Error(`${path} belongs to user ${uid}, not to us`)
  chmodSync(path, 0o700)
  return path
}

/** sun_path holds 104 bytes (macOS) with its end; "/.s.PGSQL.5432" takes 14. */
const pathMax = 88

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
