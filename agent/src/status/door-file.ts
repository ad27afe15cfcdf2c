/** How a command on this machine finds the running agent: a file in its data folder with address and token, readable
 *  by the agent's user alone. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `token` opens /status, which names cameras. */
export type Door = { readonly url: string; readonly token: string }

export function writeDoor(dataDir: string, door: Door): void {
  const file = doorPath(dataDir)
  writeFileSync(`${file}.new`, `${JSON.stringify(door)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Undefined if no agent wrote one. @throws what the system throws if the file may not be read */
export function findDoor(dataDir: string): Door | undefined {
  let text: string
  try {
    text = readFileSync(doorPath(dataDir), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const found: unknown = JSON.parse(text)
  if (typeof found !== 'object' || found === null || !('url' in found) || !('token' in found)) return undefined
  const { url, token } = found
  return typeof url === 'string' && typeof token === 'string' ? { url, token } : undefined
}

export function removeDoor(dataDir: string): void {
  rmSync(doorPath(dataDir), { force: true })
}

function doorPath(dataDir: string): string {
  return join(dataDir, 'status-door.json')
}
