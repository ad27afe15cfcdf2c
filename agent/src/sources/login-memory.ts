/** Which logins a camera refused: a wrong password is tried once and not again until user or password changes, also
 *  after a restart, because cameras lock accounts after a few wrong ones (sources.md). */
import { scryptSync } from 'node:crypto'
import type { Clock, Random } from '../clock.ts'
import type { Credentials } from './rtsp-login.ts'

/** Where the memory lies between runs; undefined text means nothing yet. */
export type LoginStore = { read(): string | undefined; write(text: string): void }

export interface LoginMemory {
  mayTry(camera: string, credentials: Credentials): boolean
  /** What became of a login that was made. */
  note(camera: string, credentials: Credentials, outcome: 'accepted' | 'refused' | 'unanswered'): void
  isRefused(camera: string, credentials: Credentials): boolean
}

/** A login that was cut off may have been a wrong password: the next try waits this long. */
const UNANSWERED_WAIT_MS = 3_600_000

/** `camera`: a stable name of the camera within the agent. The store holds salted, slow hashes of refused credentials,
 *  no password. A store that cannot be read begins anew: one more try a camera. */
export function createLoginMemory(store: LoginStore, ports: { clock: Clock; random: Random }): LoginMemory {
  const { salt, refused } = parseMemory(store.read()) ?? { salt: newSalt(ports.random), refused: new Map() }
  const marks = new Map<string, string>()
  const notBeforeMonoMs = new Map<string, number>()
  const markOf = ({ username, password }: Credentials) => {
    const text = JSON.stringify([username, password])
    const known = marks.get(text)
    if (known !== undefined) return known
    if (marks.size > 2000) marks.clear() // passwords that changed; each costs 30 ms once
    const mark = scryptSync(text, salt, 16, { N: 8192 }).toString('base64url')
    marks.set(text, mark)
    return mark
  }
  const save = () => store.write(`${JSON.stringify({ v: 1, salt, refused: Object.fromEntries(refused) })}\n`)
  const isRefused = (camera: string, credentials: Credentials) =>
    refused.has(camera) && refused.get(camera) === markOf(credentials)
  return {
    isRefused,
    mayTry: (camera, credentials) =>
      !isRefused(camera, credentials) && (notBeforeMonoMs.get(camera) ?? 0) <= ports.clock.monoMs(),
    note(camera, credentials, outcome) {
      if (outcome === 'unanswered') notBeforeMonoMs.set(camera, ports.clock.monoMs() + UNANSWERED_WAIT_MS)
      else notBeforeMonoMs.delete(camera)
      const isChange =
        outcome === 'refused' ? !isRefused(camera, credentials) : outcome === 'accepted' && refused.has(camera)
      if (outcome === 'refused') refused.set(camera, markOf(credentials))
      if (outcome === 'accepted') refused.delete(camera)
      if (isChange) save()
    },
  }
}

function newSalt(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url')
}

function parseMemory(text: string | undefined): { salt: string; refused: Map<string, string> } | undefined {
  try {
    const found: unknown = JSON.parse(text ?? '')
    if (typeof found !== 'object' || found === null || !('salt' in found) || !('refused' in found)) return undefined
    const { salt, refused } = found
    if (typeof salt !== 'string' || typeof refused !== 'object' || refused === null) return undefined
    const marks = Object.entries(refused).flatMap(([camera, mark]) =>
      typeof mark === 'string' ? [[camera, mark] as const] : [],
    )
    return { salt, refused: new Map(marks) }
  } catch {
    return undefined
  }
}
