/** The answer to a camera's question for a login: Digest by RFC 7616 (MD5 and SHA-256, with and without qop) and RFC
 *  2617, or Basic by RFC 7617. */
import { createHash } from 'node:crypto'

export type Credentials = { readonly username: string; readonly password: string }

export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'digest'
      readonly realm: string
      readonly nonce: string
      readonly opaque: string | undefined
      /** As the camera wrote it; undefined means MD5 (RFC 2617). */
      readonly algorithm: string | undefined
      readonly hasQop: boolean
      readonly isStale: boolean
    }

/** What is asked for, and the one number that makes this answer differ from the next. `cnonce`: 8..64 characters. */
export type DigestRequest = { readonly method: string; readonly uri: string; readonly cnonce: string }

/** Every challenge of the WWW-Authenticate headers that we can answer, the best first: SHA-256, MD5, Basic. */
export function parseChallenges(headers: readonly string[]): Challenge[] {
  return headers
    .flatMap(splitChallenges)
    .flatMap(toChallenge)
    .sort((a, b) => strength(b) - strength(a))
}

/** The value of an Authorization header. */
export function authorization(challenge: Challenge, credentials: Credentials, request: DigestRequest): string {
  if (challenge.scheme === 'basic')
    return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`
  const { realm, nonce, opaque, algorithm } = challenge
  const hash = hashOf(algorithm)
  const secret = hash(`${credentials.username}:${realm}:${credentials.password}`)
  const a1 = /-sess$/i.test(algorithm ?? '') ? hash(`${secret}:${nonce}:${request.cnonce}`) : secret
  const a2 = hash(`${request.method}:${request.uri}`)
  const response = hash(
    challenge.hasQop ? `${a1}:${nonce}:00000001:${request.cnonce}:auth:${a2}` : `${a1}:${nonce}:${a2}`,
  )
  return [
    `Digest username=${quoted(credentials.username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(request.uri)}`,
    `response="${response}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(challenge.hasQop ? [`qop=auth, nc=00000001, cnonce="${request.cnonce}"`] : []),
  ].join(', ')
}

const algorithms = ['MD5', 'MD5-SESS', 'SHA-256', 'SHA-256-SESS']

function strength(challenge: Challenge): number {
  if (challenge.scheme === 'basic') return 0
  return /^sha/i.test(challenge.algorithm ?? '') ? 2 : 1
}

function hashOf(algorithm: string | undefined): (text: string) => string {
  const name = /^sha-256/i.test(algorithm ?? '') ? 'sha256' : 'md5'
  return (text) => createHash(name).update(text, 'utf8').digest('hex')
}

/** One header may hold several challenges: a scheme is a word that no `=` follows. */
function splitChallenges(header: string): string[] {
  const starts = [...header.matchAll(/(?:^|,\s*)(?=(?:Digest|Basic)(?:\s|$))/gi)].map((match) => match.index)
  return starts.map((from, i) => header.slice(from, starts[i + 1]).replace(/^,\s*/, ''))
}

function toChallenge(text: string): Challenge[] {
  if (/^basic\b/i.test(text)) return [{ scheme: 'basic' }]
  const members = new Map<string, string>()
  for (const match of text.matchAll(/([A-Za-z]{1,16})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/g)) {
    const name = match[1]?.toLowerCase() ?? ''
    if (!members.has(name)) members.set(name, match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '')
  }
  const [realm, nonce, algorithm, qop] = ['realm', 'nonce', 'algorithm', 'qop'].map((name) => members.get(name))
  if (realm === undefined || nonce === undefined) return []
  if (algorithm !== undefined && !algorithms.includes(algorithm.toUpperCase())) return []
  const hasQop = qop?.split(',').some((word) => word.trim().toLowerCase() === 'auth') ?? false
  if (qop !== undefined && !hasQop) return [] // auth-int alone: nobody's camera, and it would need the body
  const isStale = members.get('stale')?.toLowerCase() === 'true'
  return [{ scheme: 'digest', realm, nonce, opaque: members.get('opaque'), algorithm, hasQop, isStale }]
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
