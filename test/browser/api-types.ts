/** TypeScript types of the API, written from its OpenAPI document: one member a route, its query, body and answer. */
import { pino } from 'pino'
import type { ApiDeps } from '../../collector/src/http/api.ts'
import { buildServer } from '../../collector/src/http/server.ts'

/** Where the page keeps them. */
export const apiTypesFile = 'collector/web/src/api/offered.d.ts'

type Json = Readonly<Record<string, unknown>>

/** The document of the collector as it is in this work tree; no database is needed to describe oneself. */
export async function offeredDocument(): Promise<Json> {
  const deps: Partial<ApiDeps> = {
    log: pino({ level: 'silent' }),
    random: { bytes: (count) => new Uint8Array(count), unit: () => 0 },
    trustProxy: false,
  }
  const api = await buildServer(deps as ApiDeps)
  const answer = await api.inject({ url: '/v1/openapi.json' })
  await api.close()
  return objectIn(answer.json())
}

/** The file of types. Formatting is the generator's own. */
export function apiTypes(document: Json): string {
  const routes = Object.entries(objectIn(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(objectIn(methods)).map(([method, route]) => routeType(`${method.toUpperCase()} ${path}`, route)),
  )
  return [
    '// biome-ignore-all format: made by a script',
    '/** What the collector offers: /v1/openapi.json by test/browser/write-api-types.ts. Never edited by hand. */',
    'export interface Offered {',
    ...routes.sort(),
    '}',
    '',
  ].join('\n')
}

function routeType(name: string, value: unknown): string {
  const route = objectIn(value)
  const parameters = Array.isArray(route['parameters']) ? route['parameters'].map(objectIn) : []
  const query = parameters.filter((parameter) => parameter['in'] === 'query')
  const members = query.map(
    (parameter) => `${parameter['name']}${parameter['required'] === true ? '' : '?'}: ${typeOf(parameter['schema'])}`,
  )
  const body = schemaIn(route['requestBody'])
  const answers = Object.entries(objectIn(route['responses'])).filter(([status]) => status.startsWith('2'))
  const answer = answers.map(([, response]) => schemaIn(response)).find((schema) => schema !== undefined)
  const parts = [
    `query: ${members.length === 0 ? 'object' : `{ ${members.join('; ')} }`}`,
    `body: ${body === undefined ? 'undefined' : typeOf(body)}`,
    `answer: ${answer === undefined ? 'undefined' : typeOf(answer)}`,
  ]
  return `  '${name}': { ${parts.join('; ')} }`
}

function schemaIn(value: unknown): unknown {
  return objectIn(objectIn(objectIn(value)['content'])['application/json'])['schema']
}

function typeOf(value: unknown): string {
  const schema = objectIn(value)
  const { anyOf, enum: values, type } = schema
  if (Array.isArray(anyOf)) return anyOf.map(typeOf).join(' | ')
  if (Array.isArray(values)) return values.map((one) => JSON.stringify(one).replaceAll('"', "'")).join(' | ')
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']).replaceAll('"', "'")
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `(${typeOf(schema['items'])})[]`
    case 'object':
      return objectType(schema)
  }
  return 'unknown'
}

function objectType(schema: Json): string {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const members = Object.entries(objectIn(schema['properties'])).map(
    ([name, member]) => `${keyText(name)}${required.includes(name) ? '' : '?'}: ${typeOf(member)}`,
  )
  return members.length === 0 ? 'Readonly<Record<string, unknown>>' : `{ ${members.join('; ')} }`
}

function keyText(name: string): string {
  return /^\w+$/.test(name) ? name : `'${name}'`
}

function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object(value) : {}
}
