/** The API described by itself, OpenAPI 3.1 at /v1/openapi.json: written from the schemas that hold the requests. */
import type { SwaggerOptions } from '@fastify/swagger'
import type { RouteOptions } from 'fastify'
import Type from 'typebox'
import { closed } from './api.ts'

/** An RFC 9457 problem as every route may answer it. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: '/errors/CODE' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String(),
    code: Type.String({ description: 'For ever the same; docs/errors.md lists all.' }),
    hint: Type.String({ description: 'What to do now.' }),
    requestId: Type.String(),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }, closed))),
  },
  closed,
)

export const openApi: SwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'camtally collector',
      version: '1',
      description:
        'Accounts, gateways, day counts and invoices. Amounts are integers in minor units; instants are UTC.',
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'cam_<id>_<secret>' } } },
  },
}

/** onRoute: who may use a route, and that it may answer a problem, said once for all. */
export function describeRoute(route: RouteOptions): void {
  const access = route.config?.access
  if (access === undefined || route.schema === undefined || route.schema.hide === true) return
  const isPublic = access === 'public'
  const whose = isPublic ? 'Public.' : `For: ${access.join(', ')}.`
  route.schema = {
    ...route.schema,
    description: route.schema.description === undefined ? whose : `${route.schema.description} ${whose}`,
    security: isPublic ? [] : [{ token: [] }],
    response: { ...objectOf(route.schema.response), '4xx': problemSchema, '5xx': problemSchema },
  }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
