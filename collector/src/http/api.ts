/** What the routes are given, the type of the server they are written on, and the shapes that many of them share. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Crypto } from '@camtally/protocol'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import Type, { type TSchema } from 'typebox'
import type { Clock, Random } from '../clock.ts'
import type { RunningJobs } from '../jobs/start.ts'
import type { Signer } from '../keys/signer.ts'
import type { Store } from '../store/database.ts'

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

export type ApiDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly crypto: Crypto
  readonly signers: { readonly receipt: Signer; readonly billing: Signer }
  readonly log: FastifyBaseLogger
  /** The broker as gateways reach it. */
  readonly mqtt: () => { readonly url: string; readonly protocolVersion: 4 | 5 }
  /** Why the collector is not ready; empty when it is. */
  readonly notReady: () => readonly string[]
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
  readonly trustProxy: boolean
  /** @throws NOT_READY before they run */
  readonly jobs: () => Pick<RunningJobs, 'list' | 'run'>
  /** Requests of enrollment an address may make in a minute: 10 (protocol 7). */
  readonly enrollmentsPerMinute?: number
  /** Tests: hold every answer to its own schema. */
  readonly checkAnswers?: boolean
}

/** Objects refuse unknown keys, everywhere. */
export const closed = { additionalProperties: false } as const

const idText = (prefix: string, what: string) =>
  Type.String({ pattern: `^${prefix}_[a-z2-7]{12}$`, description: `${what}: ${prefix}_ and 12 characters of a-z 2-7.` })

export const accountId = idText('acc', 'Account')
export const siteId = idText('site', 'Site')
export const gatewayId = idText('gw', 'Gateway')
export const invoiceId = idText('inv', 'Invoice')
export const hash43 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: '32 bytes, base64url.' })
export const instant = Type.String({
  description: 'An instant, ISO 8601 in UTC.',
  examples: ['2027-04-01T00:00:00.000Z'],
})
export const localDay = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: "A calendar day in the account's time zone.",
})
export const shownName = Type.String({ minLength: 1, maxLength: 200 })
export const amountMinor = Type.Integer({ description: 'Money in minor units (cents) of the currency.' })
export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const accountParams = Type.Object({ account: accountId }, closed)

/** The headers of a write that may be repeated. */
export const repeatable = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'A key of your own: the same request with it has one effect and one answer for 24 h.',
    }),
  ),
})

/** An instant as it is shown. */
export function shownInstant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ fractionalSecondDigits: 3 })
}

/** An instant or null as it is shown. */
export function shownInstantOrNull(ms: number | null): string | null {
  return ms === null ? null : shownInstant(ms)
}
