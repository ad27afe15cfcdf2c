/** One look of the rtsp source: whether to log in, the probe, and what the look says in the end. */
import type { EvidenceRank, Look } from '../core/source.ts'
import { detailOf, type LookCode } from './look-detail.ts'
import type { LoginMemory } from './login-memory.ts'
import type { RtspCamera } from './rtsp-cameras.ts'
import type { Credentials } from './rtsp-login.ts'
import { type ProbePorts, probeCamera } from './rtsp-probe.ts'

/** `readPassword` throws if the file cannot be read; it is asked before each look, so a change is noticed. */
export type LookPorts = ProbePorts & {
  readonly logins: LoginMemory
  readonly readPassword: (file: string) => string
  /** Told of each finished look: how long it took, without the wait for its turn. */
  readonly onLook?: ((source: string, durationMs: number) => void) | undefined
}

export type LookTarget = { readonly source: string; readonly camera: RtspCamera; readonly allowBasicLogin: boolean }

/** A look under way. `stop` ends it at once and its result is then of no use. Never rejects. */
export type RunningLook = { readonly result: Promise<Look>; stop(): void }

export function startLook(target: LookTarget, ports: LookPorts): RunningLook {
  const login = loginToMake(target, ports)
  const credentials = typeof login === 'object' ? login : undefined
  const startedAtMonoMs = ports.clock.monoMs()
  const { address } = target.camera
  const probe = probeCamera({ address, allowBasicLogin: target.allowBasicLogin, credentials }, ports)
  let isStopped = false
  const result = probe.result.then((found) => {
    if (credentials && found.login !== 'none' && !isStopped)
      ports.logins.note(memoryName(target), credentials, found.login)
    const endedAtMonoMs = ports.clock.monoMs()
    ports.onLook?.(target.source, endedAtMonoMs - startedAtMonoMs)
    const code = found.code ?? (found.rank === 2 && typeof login === 'string' ? login : undefined)
    return lookOf(target, endedAtMonoMs, { rank: found.rank, code })
  })
  return {
    result,
    stop() {
      isStopped = true
      probe.stop()
    },
  }
}

/** The credentials to use in this look, the reason why there are some that are not used, or nothing. */
function loginToMake(target: LookTarget, ports: LookPorts): Credentials | LookCode | undefined {
  const { login } = target.camera
  if (!login) return undefined
  let password: string
  try {
    password = ports.readPassword(login.passwordFile)
  } catch {
    return 'PASSWORD_UNREADABLE' // says so in the look; the camera is still asked without a login
  }
  const credentials = { username: login.username, password }
  if (ports.logins.isRefused(memoryName(target), credentials)) return 'AUTH_REFUSED'
  return ports.logins.mayTry(memoryName(target), credentials) ? credentials : 'LOGIN_UNANSWERED'
}

/** Where a login is remembered: by address, so that a renamed camera gets no second try. */
function memoryName(target: LookTarget): string {
  return target.camera.address.address
}

function lookOf(
  { source, camera }: LookTarget,
  endedAtMonoMs: number,
  { rank, code }: { readonly rank: EvidenceRank; readonly code: LookCode | undefined },
): Look {
  return {
    source,
    camera: camera.name,
    identifiers: camera.identifiers,
    rank,
    name: camera.name,
    ...(code ? { detail: detailOf(code) } : {}),
    endedAtMonoMs,
  }
}
