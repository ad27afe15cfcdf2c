/** The HTTP API: one server, its hooks in the order in which a request meets them, and the routes by resource. */
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { LogController, type RouteOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { shapeOf } from '../shape.ts'
import { acrossAccounts } from '../store/database.ts'
import { findToken } from '../store/token.ts'
import type { Api, ApiDeps } from './api.ts'
import { answerText, validatorCompiler } from './body-shape.ts'
import { admit } from './caller.ts'
import { answerError } from './error-answer.ts'
import { tagAnswer } from './etag.ts'
import { describeRoute, openApi } from './openapi.ts'
import { Problem } from './problem.ts'
import { routes } from './routes.ts'

/** Largest body of any route (bytes); what is larger is refused before it is read to its end. */
export const bodyLimitBytes = 64 * 1024

/** Builds the server; it listens nowhere yet. */
export async function buildServer(deps: ApiDeps): Promise<Api> {
  const api: Api = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    trustProxy: deps.trustProxy,
    genReqId: () => `req_${Buffer.from(deps.random.bytes(9)).toString('base64url')}`,
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, querystringParser: plainQuery },
  })
  api.setValidatorCompiler(validatorCompiler)
  api.setSerializerCompiler(
    ({ schema }) =>
      (value) =>
        checkedText(value, deps.checkAnswers ? schema : undefined),
  )
  api.setErrorHandler(answerError)
  api.setNotFoundHandler(() => {
    throw new Problem('ROUTE_NOT_FOUND')
  })
  api.decorateRequest('caller', null)
  api.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  api.addHook('onRoute', mustSayWhoMayUseIt)
  api.addHook('onRoute', describeRoute)
  api.addHook(
    'onRequest',
    admit((hash) => acrossAccounts(deps.store, (tx) => findToken(tx, hash, deps.clock.wallMs()))),
  )
  api.addHook('onSend', tagAnswer)
  api.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId, routeOptions } = request
    const fields = {
      requestId,
      method,
      route: routeOptions.url,
      status: reply.statusCode,
      caller: request.caller?.tokenId,
    }
    request.log.debug({ event: 'http.answered', ...fields, tookMs: Math.round(reply.elapsedTime) }, 'answered')
  })
  await api.register(swagger, openApi)
  await api.register(rateLimit, { global: false, errorResponseBuilder: () => new Problem('RATE_LIMITED') })
  for (const route of routes) await api.register(async (scope) => route(scope.withTypeProvider(), deps))
  await api.ready()
  return api
}

function mustSayWhoMayUseIt(route: RouteOptions): void {
  if (route.config?.access === undefined)
    throw new Error(`${String(route.method)} ${route.url} does not say who may use it`)
}

/** A query with one name twice is refused by its schema: it becomes a list. */
function plainQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null)
  const search = new URLSearchParams(text)
  for (const name of search.keys()) {
    const values = search.getAll(name)
    query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return query
}

function checkedText(value: unknown, schema: unknown): string {
  const text = answerText(value)
  if (!isSchema(schema)) return text
  const [fault] = shapeOf(schema)(JSON.parse(text))
  if (fault) throw new Error(`the answer does not have its shape: ${fault.pointer} ${fault.detail}`)
  return text
}

function isSchema(schema: unknown): schema is TSchema {
  return typeof schema === 'object' && schema !== null
}
