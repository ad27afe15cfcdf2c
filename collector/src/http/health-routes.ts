/** What runs the collector asks: alive, ready, metrics, the description of the API, and what a code means. */
import Type from 'typebox'
import type { Api, ApiDeps } from './api.ts'
import { closed } from './api.ts'
import { Problem } from './problem.ts'
import { catalogue, type ErrorCode, statusOf } from './status.ts'

const open = { access: 'public' } as const

export function healthRoutes(api: Api, deps: ApiDeps): void {
  const hidden = { hide: true }
  api.get('/healthz', { config: open, schema: hidden }, async () => ({ status: 'alive' }))
  api.get('/readyz', { config: open, schema: hidden }, async (_request, reply) => {
    const reasons = deps.notReady()
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready', reasons })
  })
  api.get('/metrics', { config: open, schema: hidden }, async (_request, reply) => {
    return reply.type(deps.metrics.contentType).send(await deps.metrics.text())
  })
  api.get('/v1/openapi.json', { config: open, schema: hidden }, async () => api.swagger())
  api.get(
    '/errors/:code',
    { config: open, schema: { hide: true, params: Type.Object({ code: Type.String() }, closed) } },
    async (request, reply) => reply.type('text/plain; charset=utf-8').send(codePage(request.params.code)),
  )
}

function codePage(code: string): string {
  if (!isCode(code)) throw new Problem('ROUTE_NOT_FOUND')
  return `${code} (${statusOf[code]})\n\n${catalogue[code].message}\n${catalogue[code].hint}\n`
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(catalogue, code)
}
