/** One look at one camera by RTSP: OPTIONS without a login, and DESCRIBE with one when there are credentials. */
import type { Clock, Random } from '../clock.ts'
import type { EvidenceRank } from '../core/source.ts'
import type { LookCode } from './look-detail.ts'
import type { NetworkView } from './network-view.ts'
import type { RtspAddress } from './rtsp-address.ts'
import { headerOf } from './rtsp-answer.ts'
import { type Connect, type Exchange, type LinkFault, openLink, type RtspLink } from './rtsp-link.ts'
import { authorization, type Challenge, type Credentials, parseChallenges } from './rtsp-login.ts'

/** The longest a look may take, whatever the camera does. */
export const LOOK_MS = 3000

/** `login` says what became of the credentials, so that a wrong password is used once. */
export type ProbeResult = {
  readonly rank: EvidenceRank
  readonly code?: LookCode
  readonly login: 'none' | 'accepted' | 'refused' | 'unanswered'
}

export type ProbePorts = {
  readonly clock: Clock
  readonly random: Random
  readonly connect: Connect
  readonly network: NetworkView
}

/** What to look at. `credentials` are absent when there are none or they were refused before. */
export type ProbeTarget = {
  readonly address: RtspAddress
  readonly credentials?: Credentials | undefined
  readonly allowBasicLogin: boolean
}

/** A look under way. `stop` ends it at once; its result is then of no use. Never rejects. */
export type Probe = { readonly result: Promise<ProbeResult>; stop(): void }

export function probeCamera(target: ProbeTarget, ports: ProbePorts): Probe {
  const links: RtspLink[] = []
  const untilMonoMs = ports.clock.monoMs() + LOOK_MS
  const open = () => {
    const link = openLink(target.address, untilMonoMs, ports)
    links.push(link)
    return link
  }
  const stop = () => {
    for (const link of links) link.close()
  }
  return { result: look(target, ports, open).finally(stop), stop }
}

async function look(target: ProbeTarget, ports: ProbePorts, open: () => RtspLink): Promise<ProbeResult> {
  const link = open()
  const unopened = await link.opened
  if (unopened) return failed(target.address, unopened, { network: ports.network, isReached: link.isReached() })
  const options = await link.ask('OPTIONS', target.address.requestUri)
  if (options.is === 'unusable') return { rank: 1, code: options.fault, login: 'none' }
  if (options.is === 'ended') return failed(target.address, options.fault, { network: ports.network, isReached: true })
  const code = options.body === undefined ? 'ANSWER_TOO_LONG' : notedStatus(options.head.status)
  if (!target.credentials || options.body === undefined) return { rank: 2, ...(code ? { code } : {}), login: 'none' }
  return logIn({ ...target, credentials: target.credentials }, ports, { link, open })
}

type LoginTarget = ProbeTarget & { readonly credentials: Credentials }
type Links = { readonly link: RtspLink; readonly open: () => RtspLink }
type Answer = Extract<Exchange, { is: 'answer' }>

/** Rank 3 if the login brings a description. Anything less leaves what OPTIONS has shown: rank 2. */
async function logIn(target: LoginTarget, ports: ProbePorts, links: Links): Promise<ProbeResult> {
  const describe = describer(target, links)
  let question = await describe()
  if (question.is === 'ended' && question.fault.is === 'closed') question = await describe()
  if (question.is !== 'answer')
    return { rank: 2, code: question.is === 'unusable' ? question.fault : 'CONNECTION_LOST', login: 'none' }
  if (question.head.status !== 401) return described(question, 'none')
  const challenge = chosen(question, target)
  if (typeof challenge === 'string') return { rank: 2, code: challenge, login: 'none' }
  const answerTo = (to: Challenge) =>
    authorization(to, target.credentials, {
      method: 'DESCRIBE',
      uri: target.address.requestUri,
      cnonce: Buffer.from(ports.random.bytes(12)).toString('hex'),
    })
  let answer = await describe(answerTo(challenge))
  // A nonce that is called stale is no wrong password (RFC 7616, 3.3); once is enough to believe it.
  const stale = answer.is === 'answer' ? staleChallenge(answer) : undefined
  if (stale) answer = await describe(answerTo(stale))
  if (answer.is !== 'answer') return { rank: 2, code: 'LOGIN_UNANSWERED', login: 'unanswered' }
  return answer.head.status === 401 ? refusedLogin : described(answer, 'accepted')
}

const refusedLogin: ProbeResult = { rank: 2, code: 'AUTH_REFUSED', login: 'refused' }

/** Asks on the open link, or on a new one each time if the camera closes after its answers, as some do: a login that
 *  meets the closing would look like one that was refused. What holds a login is sent once: a request that was not
 *  answered is not repeated here. */
function describer(target: ProbeTarget, links: Links): (login?: string) => Promise<Exchange> {
  let { link } = links
  let isCloser = false
  return async (login) => {
    isCloser ||= !link.isOpen()
    if (isCloser) {
      link.close()
      link = links.open()
      const fault = await link.opened
      if (fault) return { is: 'ended', fault }
    }
    const headers = { Accept: 'application/sdp', ...(login === undefined ? {} : { Authorization: login }) }
    const exchange = await link.ask('DESCRIBE', target.address.requestUri, headers)
    isCloser ||= exchange.is === 'answer' && /\bclose\b/i.test(headerOf(exchange.head, 'connection') ?? '')
    return exchange
  }
}

function staleChallenge(answer: Answer): Challenge | undefined {
  if (answer.head.status !== 401) return undefined
  const [best] = parseChallenges(answer.head.headers.get('www-authenticate') ?? [])
  return best?.scheme === 'digest' && best.isStale ? best : undefined
}

/** Why no login is made, or the challenge to answer. */
function chosen(answer: Answer, target: ProbeTarget): Challenge | LookCode {
  const [best] = parseChallenges(answer.head.headers.get('www-authenticate') ?? [])
  if (!best) return 'LOGIN_UNSUPPORTED'
  const isReadable = best.scheme === 'basic' && !target.address.isTls
  return isReadable && !target.allowBasicLogin ? 'LOGIN_READABLE' : best
}

/** `login` is what became of it if the status does not say otherwise. */
function described(answer: Answer, login: 'none' | 'accepted'): ProbeResult {
  const { status } = answer.head
  if (status === 403) return login === 'none' ? { rank: 2, code: 'LOGIN_UNSUPPORTED', login } : refusedLogin
  const noted = notedStatus(status)
  if (noted) return { rank: 2, code: noted, login }
  if (status !== 200 || !isDescription(answer)) return { rank: 2, code: 'STREAM_UNREADABLE', login }
  return { rank: 3, login }
}

function isDescription(answer: Answer): boolean {
  const type = headerOf(answer.head, 'content-type') ?? 'application/sdp'
  return /^application\/sdp\b/i.test(type) && /^v=0\r?\n/.test(answer.body?.toString('latin1') ?? '')
}

function notedStatus(status: number): LookCode | undefined {
  if (status >= 300 && status < 400) return 'REDIRECTED'
  return status === 404 || status === 410 || status === 454 ? 'STREAM_MISSING' : undefined
}

/** A look without any answer. An open port is rank 1; our own faults are no word about the camera. */
function failed(
  address: RtspAddress,
  fault: LinkFault,
  { network, isReached }: { readonly network: NetworkView; readonly isReached: boolean },
): ProbeResult {
  const own = network.ownFault(address.host, fault)
  if (own) return { rank: 'unknown', code: own, login: 'none' }
  if (!isReached) return { rank: 0, code: unreachedCode(fault), login: 'none' }
  const isHanging = fault.is === 'deadline'
  const isTls = address.isTls && fault.is === 'socket'
  return { rank: 1, code: isHanging ? 'NO_ANSWER' : isTls ? 'TLS_FAILED' : 'CONNECTION_LOST', login: 'none' }
}

function unreachedCode(fault: LinkFault): LookCode {
  const code = fault.is === 'socket' ? fault.code : ''
  if (code === 'ECONNREFUSED') return 'CONNECTION_REFUSED'
  return code === 'ENOTFOUND' ? 'HOST_UNKNOWN' : 'NOT_REACHED'
}
