/** The single values of the schema, flattened: `http.port` is the flag --http-port and the variable CAMTALLY_HTTP_PORT.
 *  Sources are a list and stand in the file alone. */
import { configSchema } from './config-schema.ts'
import type { SchemaNode } from './config-shape.ts'

export type Setting = {
  readonly path: string
  readonly flag: string
  readonly variable: string
  readonly schema: SchemaNode
}

/** All settings in the order of the schema. */
export const settings: readonly Setting[] = flatten('', configSchema)

/** Variables with our prefix that are no settings: the config file itself, the claim of `enroll`, what tests and bin/
 *  read, and what the collector's client reads on the same machine. */
export const otherVariables: readonly string[] = [
  'CAMTALLY_CONFIG',
  'CAMTALLY_CLAIM',
  'CAMTALLY_CLAIM_FILE',
  'CAMTALLY_SEED',
  'CAMTALLY_NODE_RESTARTED',
  'CAMTALLY_URL',
  'CAMTALLY_TOKEN',
  'CAMTALLY_TOKEN_FILE',
]

/** The schema of a file: nothing with a default has to stand in it. */
export const fileSchema: SchemaNode = withoutDefaulted(configSchema)

/** The JSON Schema (2020-12) of a file, for editors. */
export function editorSchema(): Record<string, unknown> {
  const title = 'camtally-agent configuration'
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...plainSchema(fileSchema) }
}

function flatten(prefix: string, schema: SchemaNode): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (member.properties) return flatten(path, member)
    if (member.type === 'array') return []
    const words = path.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const variable = `CAMTALLY_${words.replaceAll('-', '_').toUpperCase()}`
    return [{ path, flag: `--${words}`, variable, schema: member }]
  })
}

/** The two upper levels: every group and every value of them has a default or may be left out. */
function withoutDefaulted(schema: SchemaNode): SchemaNode {
  const { required: _, properties = {}, ...rest } = schema
  const members = Object.entries(properties).map(([name, member]) => [
    name,
    member.properties ? withoutDefaulted(member) : member,
  ])
  return { ...rest, properties: Object.fromEntries(members) }
}

/** Without our own keyword `expects`, which an editor would call unknown. */
function plainSchema(schema: SchemaNode): Record<string, unknown> {
  const { expects: _, properties, items, anyOf, ...rest } = schema
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, plainSchema(member)])),
    }),
    ...(items && { items: plainSchema(items) }),
    ...(anyOf && { anyOf: anyOf.map(plainSchema) }),
  }
}
