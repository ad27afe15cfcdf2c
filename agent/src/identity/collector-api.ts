/** The collector's HTTP as enrollment needs it: JSON there and back, errors by their code (RFC 9457). */
import { parseJson } from '@camtally/protocol'
import { IdentityError } from './errors.ts'

export interface Api {
  /** Posts JSON and answers the JSON of a 2xx. @throws COLLECTOR_UNREACHABLE ENROLLMENT_REFUSED ENROLLMENT_ANSWER */
  post(path: string, body: object): Promise<unknown>
  /** Runs a parser over an answer. @throws ENROLLMENT_ANSWER with what the parser says */
  read<T>(parse: () => T): T
}

const ANSWER_MAX_CHARACTERS = 256 * 1024
const TIMEOUT_MS = 30_000

/** @throws COLLECTOR_ADDRESS unless it is https, or http to the machine itself: a claim is a secret */
export function createApi(collectorUrl: string, fetchJson: typeof fetch): Api {
  const base = parseBase(collectorUrl)
  return {
    async post(path, body) {
      const response = await send(fetchJson, new URL(path.slice(1), base), body)
      const text = await response.text()
      const answer = text.length <= ANSWER_MAX_CHARACTERS ? parsed(text) : undefined
      if (!response.ok) throw new IdentityError('ENROLLMENT_REFUSED', refusal(response.status, answer))
      if (answer === undefined) throw new IdentityError('ENROLLMENT_ANSWER', 'no JSON')
      return answer
    },
    read(parse) {
      try {
        return parse()
      } catch (error) {
        throw new IdentityError('ENROLLMENT_ANSWER', error instanceof Error ? error.message : '')
      }
    },
  }
}

function parseBase(collectorUrl: string): URL {
  const url = URL.parse(collectorUrl.endsWith('/') ? collectorUrl : `${collectorUrl}/`)
  const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '')
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isOwnMachine))) {
    throw new IdentityError('COLLECTOR_ADDRESS', collectorUrl)
  }
  return url
}

async function send(fetchJson: typeof fetch, url: URL, body: object): Promise<Response> {
  try {
    return await fetchJson(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (error) {
    throw new IdentityError(
      'COLLECTOR_UNREACHABLE',
      `${url.origin} (${error instanceof Error ? error.message : 'no answer'})`,
    )
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** "404 CLAIM_UNKNOWN There is no such claim." of a problem document; the status alone of anything else. */
function refusal(status: number, answer: unknown): string {
  const problem = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  const words = [problem['code'], problem['detail']].filter((word) => typeof word === 'string')
  return [status, ...words].join(' ')
}
