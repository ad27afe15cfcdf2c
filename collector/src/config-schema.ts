/** The collector's settings, once: this schema makes the validator, the editor's JSON Schema, the flags, the
 *  CAMTALLY_* variables and the page docs/collector-config.md. */
import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const path = (description: string) => Type.String({ minLength: 1, maxLength: 1024, description })
const host = (description: string, byDefault: string) =>
  Type.String({ minLength: 1, maxLength: 255, default: byDefault, description })
const port = (description: string, byDefault: number) =>
  Type.Integer({ minimum: 0, maximum: 65535, default: byDefault, description })
const secretUrl = (pattern: string, description: string, alias: string) =>
  Type.String({ pattern, maxLength: 2048, secret: true, alias, description })

export const configSchema = Type.Object(
  {
    dataDir: Type.String({
      minLength: 1,
      maxLength: 1024,
      default: './camtally-data',
      description: 'Folder of the embedded database, of the key files made at the first start and of the ops token.',
    }),
    receiptKeyFile: Type.Optional(
      path('Private key that signs receipts (mode 0600). Needed with database.url; else <dataDir>/receipt-key.'),
    ),
    billingKeyFile: Type.Optional(
      path('Private key that signs closes (mode 0600). Needed with database.url; else <dataDir>/billing-key.'),
    ),
    jobs: Type.Enum(['on', 'off'], {
      default: 'on',
      description: 'off: this collector takes statements and answers requests, and leaves every job to others.',
    }),
    catchUpMinutes: Type.Integer({
      minimum: 0,
      maximum: 1440,
      default: 60,
      description: 'How long closing and finalizing wait after a start that follows more than 10 minutes without any.',
    }),
    http: Type.Object(
      {
        host: host('Address the API listens on.', '127.0.0.1'),
        port: port('Port the API listens on; 0 takes a free one.', 8080),
        publicUrl: Type.Optional(
          Type.String({
            pattern: '^https?://',
            maxLength: 2048,
            description: 'How the API is reached from outside; shown in answers and in the start message.',
          }),
        ),
        trustProxy: Type.Boolean({
          default: false,
          description: 'Take the client address from X-Forwarded-For. Only behind a proxy that sets it.',
        }),
      },
      closed,
    ),
    database: Type.Object(
      {
        url: Type.Optional(
          secretUrl(
            '^postgres(ql)?://',
            'PostgreSQL 15 or later, as the owner of the database: it is migrated at the start, and the address of ' +
              'the role that serves (camtally_app) is derived from it. Left out: an embedded server below dataDir.',
            'DATABASE_URL',
          ),
        ),
        appUrl: Type.Optional(
          secretUrl(
            '^postgres(ql)?://',
            'The same database as the role camtally_app, where the owner shall not be known here; without ' +
              'database.url nothing is migrated at the start.',
            'DATABASE_APP_URL',
          ),
        ),
      },
      closed,
    ),
    mqtt: Type.Object(
      {
        url: Type.Optional(
          secretUrl(
            '^(mqtts?|wss?)://',
            'MQTT 5 broker, with the user and password of the collector. Left out: an embedded broker.',
            'MQTT_URL',
          ),
        ),
        host: host('Address the embedded broker listens on.', '127.0.0.1'),
        port: port('Port the embedded broker listens on; 0 takes a free one.', 1883),
        publicUrl: Type.Optional(
          Type.String({
            pattern: '^(mqtts?|wss?)://',
            maxLength: 2048,
            description: 'The broker as gateways reach it, told to them at enrollment.',
          }),
        ),
      },
      closed,
    ),
    seller: Type.Object(
      {
        name: Type.String({
          minLength: 1,
          maxLength: 200,
          default: 'camtally',
          description: 'Who writes the invoices, as printed on them.',
        }),
        address: Type.String({
          maxLength: 1000,
          default: '',
          description: 'Address lines on invoices, separated by "; ".',
        }),
        taxId: Type.String({
          maxLength: 100,
          default: '',
          description: 'Tax number on invoices, like "VAT ATU12345678".',
        }),
        dueInDays: Type.Integer({
          minimum: 0,
          maximum: 365,
          default: 14,
          description: 'Days from the date of an invoice to the one its money is due.',
        }),
      },
      closed,
    ),
    log: Type.Object(
      {
        level: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
          default: 'info',
          description: 'The least a line must matter to be written.',
        }),
      },
      closed,
    ),
  },
  closed,
)

/** Every setting with its value: what is optional here has no default. */
export type CollectorConfig = Static<typeof configSchema>

/** One setting of the schema, flattened: `http.port`, `--http-port`, `CAMTALLY_HTTP_PORT`. */
export type Setting = {
  readonly path: string
  readonly flag: string
  readonly variable: string
  readonly alias: string | undefined
  readonly isSecret: boolean
  readonly schema: SettingSchema
}

export type SettingSchema = {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly description?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly secret?: boolean
  readonly alias?: string
  readonly properties?: Readonly<Record<string, SettingSchema>>
}

/** All settings in the order of the schema. */
export const settings: readonly Setting[] = flatten('', configSchema)

/** Variables with our prefix that are no settings: the config file itself, and what tests, bin/ and the CLI's client
 *  read. */
export const otherVariables = [
  'CAMTALLY_CONFIG',
  'CAMTALLY_URL',
  'CAMTALLY_TOKEN',
  'CAMTALLY_TOKEN_FILE',
  'CAMTALLY_SEED',
  'CAMTALLY_NODE_RESTARTED',
] as const

/** The schema as editors want it: nothing is required, because every setting has a default or may be left out. */
export function editorSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'camtally-collector configuration',
    ...withoutRequired(configSchema),
  }
}

function flatten(prefix: string, schema: SettingSchema): Setting[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`
    if (member.properties) return flatten(path, member)
    const words = path.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const variable = `CAMTALLY_${words.replaceAll('-', '_').toUpperCase()}`
    const isSecret = member.secret === true
    return [{ path, flag: `--${words}`, variable, alias: member.alias, isSecret, schema: member }]
  })
}

function withoutRequired(schema: SettingSchema): Record<string, unknown> {
  const { properties, ...rest } = schema
  const shown = Object.entries(rest).filter(([key]) => !['required', 'secret', 'alias'].includes(key))
  if (!properties) return Object.fromEntries(shown)
  const members = Object.entries(properties).map(([name, member]) => [name, withoutRequired(member)])
  return { ...Object.fromEntries(shown), properties: Object.fromEntries(members) }
}
