/** Tokens: made by operators, shown once, listed without their secret, revoked at once. */
import Type from 'typebox'
import { acrossAccounts } from '../store/database.ts'
import { listTokens, revokeToken } from '../store/token.ts'
import { type Api, type ApiDeps, accountId, closed, instant, orNull, repeatable, shownName } from './api.ts'
import { createToken, shownToken } from './create-token.ts'
import { callerFrom, operators, readers } from './caller.ts'
import { pageOf, pageOfAll, pageQuery, sliceOf } from './page.ts'
import { Problem } from './problem.ts'
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
