/** Reads one RTSP answer from bytes as they come, and keeps no more than the limits allow: what a camera sends is
 *  foreign text (RFC 2326, 7; only what a probe needs). */

export const HEAD_MAX_BYTES = 16 * 1024
export const BODY_MAX_BYTES = 64 * 1024

/** `headers`: lower-case names; a header that comes twice has its values in a row. */
export type RtspHead = {
  readonly status: number
  readonly cseq: number | undefined
  readonly headers: ReadonlyMap<string, readonly string[]>
}

export type AnswerFault = 'NOT_RTSP' | 'ANSWER_TOO_LONG'

/** `head` is there as soon as it is whole, also when the body is a fault. */
export type AnswerState =
  | { readonly is: 'unfinished'; readonly head: RtspHead | undefined }
  | { readonly is: 'whole'; readonly head: RtspHead; readonly body: Buffer }
  | { readonly is: 'fault'; readonly fault: AnswerFault; readonly head: RtspHead | undefined }

export interface AnswerReader {
  /** Takes the next bytes. After `whole` or `fault` further bytes are not looked at. */
  push(chunk: Uint8Array): AnswerState
}

/** A reader for one answer. Bytes kept: at most the two limits and one chunk. */
export function createAnswerReader(): AnswerReader {
  let held = Buffer.alloc(0)
  let head: RtspHead | undefined
  let bodyBytes = 0
  let state: AnswerState = { is: 'unfinished', head: undefined }
  const fail = (fault: AnswerFault): AnswerState => {
    held = Buffer.alloc(0)
    return { is: 'fault', fault, head }
  }
  const readHead = (): AnswerState | undefined => {
    if (!couldBeAnswer(held)) return fail('NOT_RTSP')
    const end = headEnd(held)
    if ((end?.from ?? held.length) > HEAD_MAX_BYTES) return fail('ANSWER_TOO_LONG')
    if (!end) return { is: 'unfinished', head }
    const parsed = parseHead(held.toString('latin1', 0, end.from))
    const lengthBytes = parsed && contentLength(parsed.headers)
    if (!parsed || lengthBytes === undefined) return fail('NOT_RTSP')
    head = parsed
    bodyBytes = lengthBytes
    held = held.subarray(end.to)
    return undefined
  }
  const readBody = (whole: RtspHead): AnswerState => {
    if (bodyBytes > BODY_MAX_BYTES) return fail('ANSWER_TOO_LONG')
    if (held.length < bodyBytes) return { is: 'unfinished', head }
    return { is: 'whole', head: whole, body: held.subarray(0, bodyBytes) }
  }
  return {
    push(chunk) {
      if (state.is !== 'unfinished') return state
      held = Buffer.concat([held, chunk])
      state = (head === undefined ? readHead() : undefined) ?? (head ? readBody(head) : state)
      return state
    },
  }
}

/** The first value of a header. */
export function headerOf(head: RtspHead, name: string): string | undefined {
  return head.headers.get(name)?.[0]
}

const start = Buffer.from('RTSP/1.')

/** False as soon as the first bytes cannot begin an answer, so that a talkative stranger is left at once. */
function couldBeAnswer(held: Buffer): boolean {
  const seen = held.subarray(0, start.length)
  return seen.equals(start.subarray(0, seen.length))
}

/** The empty line: CRLF CRLF, or LF LF as some cameras write it. */
function headEnd(held: Buffer): { from: number; to: number } | undefined {
  const strict = held.indexOf('\r\n\r\n')
  const loose = held.indexOf('\n\n')
  if (strict >= 0 && (loose < 0 || strict < loose)) return { from: strict, to: strict + 4 }
  return loose >= 0 ? { from: loose, to: loose + 2 } : undefined
}

function parseHead(text: string): RtspHead | undefined {
  const [statusLine = '', ...lines] = text.split(/\r?\n/)
  const status = /^RTSP\/1\.\d ([1-9]\d\d)(?: |$)/.exec(statusLine)?.[1]
  if (status === undefined) return undefined
  const headers = new Map<string, string[]>()
  let last: string[] | undefined
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (last && /^[ \t]/.test(line)) last.push(`${last.pop() ?? ''} ${line.trim()}`)
    if (colon < 1 || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(line.slice(0, colon).trimEnd())) continue
    const name = line.slice(0, colon).trimEnd().toLowerCase()
    last = headers.get(name) ?? []
    last.push(line.slice(colon + 1).trim())
    headers.set(name, last)
  }
  const cseq = headers.get('cseq')?.[0]
  return { status: Number(status), cseq: cseq && /^\d{1,9}$/.test(cseq) ? Number(cseq) : undefined, headers }
}

/** Undefined if the header is no length, or comes twice with two lengths: then nobody knows where the body ends. */
function contentLength(headers: ReadonlyMap<string, readonly string[]>): number | undefined {
  const values = new Set(headers.get('content-length') ?? ['0'])
  const [value] = values
  return values.size === 1 && value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined
}
