/** One TCP or TLS conversation with a camera: requests with a CSeq, their answers, and an end by the deadline whatever
 *  the camera does. No answer is kept longer than it is needed. */
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Clock } from '../clock.ts'
import { type AnswerFault, createAnswerReader, type RtspHead } from './rtsp-answer.ts'

export type LinkTarget = { readonly host: string; readonly port: number; readonly isTls: boolean }
/** Opens a socket; emits `connect` (TLS: `secureConnect`) or `error`. Replaced by tests of our own machine's faults. */
export type Connect = (target: LinkTarget) => Socket

/** Why a conversation ended early. `code` of `socket` is the system's (ECONNREFUSED, EAI_AGAIN, a TLS code). */
export type LinkFault =
  | { readonly is: 'deadline' | 'closed' | 'stopped' }
  | { readonly is: 'socket'; readonly code: string }

/** What came back: an answer whose body may be missing because it was refused. */
export type Exchange =
  | { readonly is: 'answer'; readonly head: RtspHead; readonly body: Buffer | undefined }
  | { readonly is: 'unusable'; readonly fault: AnswerFault | 'CSEQ_WRONG' }
  | { readonly is: 'ended'; readonly fault: LinkFault }

export interface RtspLink {
  /** Resolves when connected, or with the fault. */
  readonly opened: Promise<LinkFault | undefined>
  /** Sends a request and resolves with what came back; never rejects. One at a time. */
  ask(method: string, uri: string, headers?: Readonly<Record<string, string>>): Promise<Exchange>
  isOpen(): boolean
  /** A TCP connection came about, whatever became of TLS. */
  isReached(): boolean
  close(): void
}

/** TLS without a name to check: cameras sign their own certificates. What a false camera could learn is why Basic is
 *  refused over plain connections; Digest shows no password (docs/decisions/0202-logins-that-show-a-password.md). */
export const connectSystem: Connect = ({ host, port, isTls }) =>
  isTls ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port })

/** Opens a link that lives until `close`, a fault, or `untilMonoMs`. */
export function openLink(target: LinkTarget, untilMonoMs: number, ports: { clock: Clock; connect: Connect }): RtspLink {
  const socket = ports.connect(target)
  let cseq = 0
  let fault: LinkFault | undefined
  let isReached = false
  const waiting = new Set<(fault: LinkFault) => void>()
  const end = (reason: LinkFault) => {
    fault ??= reason
    cancelDeadline()
    socket.destroy()
    for (const give of [...waiting]) give(fault)
    waiting.clear()
  }
  const delayMs = Math.max(0, untilMonoMs - ports.clock.monoMs())
  const cancelDeadline = ports.clock.after(delayMs, () => end({ is: 'deadline' }))
  socket.setNoDelay(true)
  socket.once('connect', () => {
    isReached = true
  })
  socket.on('error', (error) => end({ is: 'socket', code: codeOf(error) }))
  socket.on('close', () => end({ is: 'closed' }))
  const opened = new Promise<LinkFault | undefined>((resolve) => {
    waiting.add(resolve)
    socket.once(target.isTls ? 'secureConnect' : 'connect', () => {
      waiting.delete(resolve)
      resolve(undefined)
    })
  })
  return {
    opened,
    ask(method, uri, headers = {}) {
      cseq += 1
      if (fault) return Promise.resolve({ is: 'ended', fault })
      return exchange(socket, { text: requestText(method, uri, { CSeq: String(cseq), ...headers }), cseq }, waiting)
    },
    isReached: () => isReached,
    isOpen: () => fault === undefined && !socket.readableEnded,
    close: () => end({ is: 'stopped' }),
  }
}

function exchange(
  socket: Socket,
  request: { readonly text: string; readonly cseq: number },
  waiting: Set<(fault: LinkFault) => void>,
): Promise<Exchange> {
  const reader = createAnswerReader()
  return new Promise((resolve) => {
    const finish = (result: Exchange) => {
      waiting.delete(giveUp)
      socket.off('data', take)
      resolve(result)
    }
    const giveUp = (fault: LinkFault) => finish({ is: 'ended', fault })
    const take = (chunk: Buffer) => {
      const state = reader.push(chunk)
      if (state.head && state.head.cseq !== request.cseq) finish({ is: 'unusable', fault: 'CSEQ_WRONG' })
      else if (state.is === 'whole') finish({ is: 'answer', head: state.head, body: state.body })
      else if (state.is === 'fault' && state.head) finish({ is: 'answer', head: state.head, body: undefined })
      else if (state.is === 'fault') finish({ is: 'unusable', fault: state.fault })
    }
    waiting.add(giveUp)
    socket.on('data', take)
    socket.write(request.text)
  })
}

function requestText(method: string, uri: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${uri} RTSP/1.0\r\n${lines.join('')}User-Agent: camtally\r\n\r\n`
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
}
