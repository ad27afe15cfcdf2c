/** Documents of who and where: their members in the order in which they are written, and the parser of their bytes. */
import { decodeUtf8, encodeJsonInOrder, parseJson } from '@camtally/protocol'
import Type, { type Static, type TObject } from 'typebox'
import { shapeOf } from '../shape.ts'

const closed = { additionalProperties: false } as const
const text = Type.String({ maxLength: 500 })
const id = (prefix: string) => Type.String({ pattern: `^${prefix}_[a-z2-7]{12}$` })
const hash = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const ms = Type.Integer({ minimum: 0 })
const v = Type.Literal(1)

/** A tax as a rate card's readers know it: ppm of the net, from a local day on (R29). */
export const tax = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    ratePpm: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  closed,
)

const accountDocument = Type.Object(
  {
    v,
    account: id('acc'),
    name: text,
    timeZone: text,
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    taxes: Type.Array(tax, { maxItems: 20 }),
    address: Type.Array(text, { maxItems: 10 }),
    taxIds: Type.Array(Type.Object({ label: text, value: text }, closed), { maxItems: 10 }),
    locale: text,
    paper: Type.Enum(['A4', 'letter']),
  },
  closed,
)

const siteDocument = Type.Object({ v, site: id('site'), name: text }, closed)

const claimDocument = Type.Object(
  {
    v,
    claim: id('clm'),
    site: id('site'),
    name: text,
    secretHash: Type.Optional(hash),
    replaces: Type.Optional(id('gw')),
    expiresAt: Type.Optional(ms),
    /** In the entry that takes an unused claim back; it has none of the three above. */
    revoked: Type.Optional(v),
  },
  closed,
)

const enrollDocument = Type.Object(
  {
    v,
    gw: id('gw'),
    ep: Type.Integer({ minimum: 1 }),
    /** base64url of the 32 bytes. */
    key: hash,
    /** Hash of the enrollment receipt: `prev` of seq 1. */
    receipt: hash,
    claim: id('clm'),
    enr: id('enr'),
    site: id('site'),
    name: text,
    /** Where the chain of the epoch before ended, as last receipted (protocol 7). */
    before: Type.Optional(
      Type.Object({ ep: Type.Integer({ minimum: 1 }), seq: ms, hash: Type.Optional(hash) }, closed),
    ),
  },
  closed,
)

const reason = Type.Optional(Type.String({ maxLength: 500 }))
const by = Type.Optional(Type.String({ maxLength: 100 }))

/** Taken out of service: what it still sends is stored and counted, but nobody expects it any more (R26). */
const retireDocument = Type.Object({ v, gw: id('gw'), reason, by }, closed)

/** A key is no good from this entry's time on (protocol 7). */
const revokeDocument = Type.Object({ v, gw: id('gw'), ep: Type.Integer({ minimum: 1 }), kid: hash, reason, by }, closed)

export type AccountDocument = Static<typeof accountDocument>
export type SiteDocument = Static<typeof siteDocument>
export type ClaimDocument = Static<typeof claimDocument>
export type EnrollDocument = Static<typeof enrollDocument>
export type RetireDocument = Static<typeof retireDocument>
export type RevokeDocument = Static<typeof revokeDocument>

export const accountForm = formOf<AccountDocument>(accountDocument)
export const siteForm = formOf<SiteDocument>(siteDocument)
export const claimForm = formOf<ClaimDocument>(claimDocument)
export const enrollForm = formOf<EnrollDocument>(enrollDocument)
export const retireForm = formOf<RetireDocument>(retireDocument)
export const revokeForm = formOf<RevokeDocument>(revokeDocument)

/** How one kind of document is written and read. */
export type Form<Document> = {
  /** One line of JSON. @throws where it would not be read back */
  readonly encode: (document: Document) => string
  /** @throws naming the member that does not fit */
  readonly parse: (bytes: Uint8Array) => Document
}

function formOf<Document extends object>(schema: TObject): Form<Document> {
  const order = Object.keys(schema.properties)
  const faultsOf = shapeOf(schema)
  const parse = (value: unknown): Document => {
    const [fault] = faultsOf(value)
    if (fault) throw new Error(`ledger document ${fault.pointer}: ${fault.detail}`)
    return value as Document
  }
  return {
    encode: (document) => encodeJsonInOrder(parse(document), order),
    parse: (bytes) => parse(parseJson(decodeUtf8(bytes))),
  }
}
