/** Tokens: made by operators, shown once, listed without their secret, revoked at once. */
import Type from 'typebox'
import { acrossAccounts, type Tx } from '../store/database.ts'
import { findAccount } from '../store/account.ts'
import { insertToken, listTokens, revokeToken, type TokenRow } from '../store/token.ts'
import {
  type Api,
  type ApiDeps,
  accountId,
  closed,
  instant,
  orNull,
  repeatable,
  shownInstant,
  shownInstantOrNull,
  shownName,
} from './api.ts'
import { callerFrom, operators, readers } from './caller.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
import { newToken } from './token-text.ts'
import { write } from './write.ts'

const tokenId = Type.String({ pattern: '^[a-z2-7]{12}$', description: 'The middle of the token.' })
const role = Type.Enum(['ops', 'customer', 'auditor'])
const shape = {
  tokenId,
  role,
  accountId: orNull(accountId),
  name: Type.String(),
  createdAt: instant,
  expiresAt: orNull(instant),
  revokedAt: orNull(instant),
}
const tokenSchema = Type.Object(shape, closed)
const newTokenSchema = Type.Object({ ...shape, token: Type.String({ description: 'Shown this once.' }) }, closed)
const createBody = Type.Object(
  {
    role,
    accountId: Type.Optional(accountId),
    name: shownName,
    expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
  },
  closed,
)

export function tokenRoutes(api: Api, deps: ApiDeps): void {
  api.get(
    '/v1/me',
    {
      config: { access: readers, isOwnList: true },
      schema: {
        summary: 'What this token is',
        tags: ['tokens'],
        response: { 200: Type.Object({ tokenId, role, accountId: orNull(accountId) }, closed) },
      },
    },
    async (request) => {
      const caller = callerFrom(request)
      return {
        tokenId: caller.tokenId,
        role: caller.role,
        accountId: caller.accountId === '*' ? null : caller.accountId,
      }
    },
  )
  api.post(
    '/v1/tokens',
    {
      config: { access: operators },
      schema: {
        summary: 'Make a token',
        tags: ['tokens'],
        headers: repeatable,
        body: createBody,
        response: { 201: newTokenSchema },
      },
    },
    async (request, reply) =>
      write(
        deps,
        { request, reply },
        {
          accountId: '*',
          run: async (tx) => ({ status: 201, body: await createToken(tx, deps, request.body) }),
        },
      ),
  )
  listAndRevoke(api, deps)
}

export type NewToken = {
  readonly role: 'ops' | 'customer' | 'auditor'
  readonly accountId?: string
  readonly name: string
  readonly expiresInDays?: number
}

/** Makes and stores a token, and answers it with its text, which is kept nowhere.
 *  @throws ACCOUNT_NOT_FOUND, REQUEST_INVALID where role and account do not go together */
export async function createToken(tx: Tx, deps: Pick<ApiDeps, 'random' | 'clock'>, asked: NewToken) {
  if ((asked.role === 'ops') === (asked.accountId !== undefined) && asked.role !== 'auditor') {
    const detail = asked.role === 'ops' ? 'an ops token is for every account' : 'a customer token is for one account'
    throw new Problem('REQUEST_INVALID', { detail, errors: [{ pointer: '/accountId', detail }] })
  }
  if (asked.accountId !== undefined && (await findAccount(tx, asked.accountId)) === undefined)
    throw new Problem('ACCOUNT_NOT_FOUND')
  const { tokenId, secretHash, text } = newToken(deps.random)
  const nowMs = deps.clock.wallMs()
  const expiresAt = asked.expiresInDays === undefined ? undefined : nowMs + asked.expiresInDays * 86_400_000
  const row = {
    token_id: tokenId,
    account_id: asked.accountId ?? '*',
    hash: secretHash,
    role: asked.role,
    name: asked.name,
    created_at: nowMs,
  }
  await insertToken(tx, expiresAt === undefined ? row : { ...row, expires_at: expiresAt })
  return { ...shownToken({ ...row, expires_at: expiresAt ?? null, revoked_at: null }), token: text }
}

function listAndRevoke(api: Api, deps: ApiDeps): void {
  const query = Type.Object({ ...pageQuery, accountId: Type.Optional(accountId) }, closed)
  api.get(
    '/v1/tokens',
    {
      config: { access: operators },
      schema: {
        summary: 'List tokens of every account or of one',
        tags: ['tokens'],
        querystring: query,
        response: { 200: pageOf(tokenSchema) },
      },
    },
    async (request) => {
      const rows = await acrossAccounts(deps.store, (tx) => listTokens(tx, request.query.accountId ?? '*'))
      return pageOfAll(rows, sliceOf(request.query), { position: (row) => row.token_id, item: shownToken })
    },
  )
  api.delete(
    '/v1/tokens/:token',
    {
      config: { access: operators },
      schema: {
        summary: 'Revoke a token at once',
        tags: ['tokens'],
        params: Type.Object({ token: tokenId }, closed),
        querystring: Type.Object({ accountId: Type.Optional(accountId) }, closed),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const token = { accountId: request.query.accountId ?? '*', tokenId: request.params.token }
      const found = await acrossAccounts(deps.store, (tx) => revokeToken(tx, token, deps.clock.wallMs()))
      if (!found) throw new Problem('TOKEN_NOT_FOUND')
      return reply.code(204).send(null)
    },
  )
}

function shownToken(row: TokenRow | Omit<TokenRow, 'hash'>) {
  return {
    tokenId: row.token_id,
    role: row.role,
    accountId: row.account_id === '*' ? null : row.account_id,
    name: row.name,
    createdAt: shownInstant(row.created_at),
    expiresAt: shownInstantOrNull(row.expires_at),
    revokedAt: shownInstantOrNull(row.revoked_at),
  }
}
