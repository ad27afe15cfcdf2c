/** The agent's settings, once: this schema makes the validator, the editor's JSON Schema, the flags, the CAMTALLY_*
 *  variables and the page docs/agent-config.md. */
import Type, { type Static } from 'typebox'
import { sourceSchemas } from './config-source-schema.ts'

const closed = { additionalProperties: false } as const

export const configSchema = Type.Object(
  {
    dataDir: Type.String({
      minLength: 1,
      maxLength: 1024,
      default: './camtally-agent-data',
      description: "The gateway's key, enrollment and journal. Left out below systemd: its StateDirectory.",
    }),
    heartbeatMinutes: Type.Integer({
      minimum: 1,
      maximum: 30,
      default: 5,
      description: 'A heartbeat is signed at least this often; at once when a camera came or went.',
    }),
    lookSeconds: Type.Integer({
      minimum: 2,
      maximum: 300,
      default: 30,
      description: 'Each camera is looked at this often, 10 % more or less.',
    }),
    shareNames: Type.Boolean({
      default: false,
      description:
        'Send the names of cameras, unsigned, so that reports can show them. Else names never leave the site.',
    }),
    uplink: Type.Enum(['on', 'off'], {
      default: 'on',
      description: 'off: the agent signs and keeps, and sends nothing.',
    }),
    journal: Type.Object(
      {
        maxBytes: Type.Integer({
          minimum: 4_194_304,
          maximum: 1_099_511_627_776,
          default: 209_715_200,
          description: 'Most bytes of the journal. What has no receipt is never dropped to make room.',
        }),
      },
      closed,
    ),
    http: Type.Object(
      {
        host: Type.String({
          minLength: 1,
          maxLength: 255,
          default: '127.0.0.1',
          description: 'Address of /healthz and /metrics.',
        }),
        port: Type.Integer({
          minimum: 0,
          maximum: 65535,
          default: 9464,
          description: 'Port of /healthz and /metrics; 0 takes a free one.',
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
    cameraLogin: Type.Object(
      {
        username: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 255,
            pattern: '^[^\\u0000-\\u001f\\u007f]+$',
            expects: 'one line of 1 to 255 characters',
            description: 'User of cameras that name none of their own.',
          }),
        ),
        passwordFile: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 1024,
            description: 'File whose first line is its password; NAME of LoadCredential=NAME as credential:NAME.',
          }),
        ),
      },
      closed,
    ),
    sources: Type.Array(Type.Union([...sourceSchemas]), {
      maxItems: 64,
      default: [],
      description: 'Where the agent learns about cameras.',
    }),
  },
  closed,
)

/** Every setting with its value: what is optional here has no default. */
export type AgentConfig = Static<typeof configSchema>
export type SourceConfig = AgentConfig['sources'][number]
export type RtspSourceConfig = Extract<SourceConfig, { kind: 'rtsp' }>
export type StaticSourceConfig = Extract<SourceConfig, { kind: 'static' }>
export type RtspCameraConfig = RtspSourceConfig['cameras'][number]
