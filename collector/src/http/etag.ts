/** ETag on reads, If-Match on changes (RFC 9110, 13). What is changed in place carries a version, which is its ETag;
 *  any other answer is tagged by its bytes. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Tags an answer with the version of what it shows. */
export function tagVersion(reply: FastifyReply, version: number): void {
  reply.header('etag', `"v${version}"`)
}

/** Holds a change to the version that was read. @throws IF_MATCH_MISSING (428), IF_MATCH_STALE (412) */
export function requireMatch(request: FastifyRequest, version: number): void {
  const wanted = request.headers['if-match']
  if (wanted === undefined) throw new Problem('IF_MATCH_MISSING')
  const tags = wanted.split(',').map((tag) => tag.trim())
  if (!tags.includes('*') && !tags.includes(`"v${version}"`)) throw new Problem('IF_MATCH_STALE')
}

/** onSend of every answered GET: a tag, and 304 without a body where the reader has it already (weak comparison). */
export async function tagAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.method !== 'GET' || reply.statusCode !== 200) return payload
  if (typeof payload !== 'string' && !(payload instanceof Uint8Array)) return payload
  const own = reply.getHeader('etag')
  const tag =
    typeof own === 'string' ? own : `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
  reply.header('etag', tag)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache')
  const known = (request.headers['if-none-match'] ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''))
  if (!known.includes(tag) && !known.includes('*')) return payload
  reply.code(304)
  reply.removeHeader('content-type')
  reply.removeHeader('content-length')
  return ''
}
