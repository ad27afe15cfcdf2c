/** Who asks: every route says who may use it, every request is held to it before its body is read. */
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { Problem } from './problem.ts'
import { parseToken } from './token-text.ts'

export type Role = 'ops' | 'customer' | 'auditor'

/** The holder of a token. `accountId` is '*' for one that sees every account. */
export type Caller = {
  readonly tokenId: string
  readonly role: Role
  readonly accountId: string
  /** The token itself: it opens answers kept for a repeated request (write.ts). Never logged, never stored. */
  readonly token: string
}

/** Who may use a route. Writing roles never include the auditor, who reads. */
export type Access = 'public' | readonly Role[]

export const readers: readonly Role[] = ['ops', 'customer', 'auditor']
export const changers: readonly Role[] = ['ops', 'customer']
export const operators: readonly Role[] = ['ops']
export const overseers: readonly Role[] = ['ops', 'auditor']

/** Finds the good token with this hash of its secret, whosever it is. */
export type FindToken = (
  secretHash: string,
) => Promise<{ readonly token_id: string; readonly role: Role; readonly account_id: string } | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route has one, or the server does not start. */
    readonly access?: Access
    /** A route without an account in its path that answers each token with its own rows. */
    readonly isOwnList?: boolean
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** The hook that admits or refuses. A foreign account is answered like none at all: that it exists is no news to
 *  give. */
export function admit(findToken: FindToken): onRequestAsyncHookHandler {
  return async (request) => {
    const { access, isOwnList } = request.routeOptions.config
    if (access === undefined || access === 'public') return
    const caller = await callerOf(request, findToken)
    const account = accountAskedFor(request)
    const seesAll = caller.accountId === '*'
    if (account !== undefined && !seesAll && caller.accountId !== account) throw new Problem('ACCOUNT_NOT_FOUND')
    const wanted = `This route is for ${access.join(', ')}; the token is ${caller.role}`
    if (!access.includes(caller.role)) throw new Problem('ROLE_NOT_ALLOWED', { detail: `${wanted}.` })
    if (account === undefined && !seesAll && isOwnList !== true)
      throw new Problem('ROLE_NOT_ALLOWED', { detail: `${wanted} of one account, and this route is for all.` })
    request.caller = caller
  }
}

/** The caller of a route that is not public. */
export function callerFrom(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} is public and has no caller`)
  return request.caller
}

async function callerOf(request: FastifyRequest, findToken: FindToken): Promise<Caller> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  const headers = { 'www-authenticate': 'Bearer realm="camtally"' }
  if (token === undefined) throw new Problem('TOKEN_MISSING', { headers })
  const parsed = parseToken(token)
  const stored = parsed && (await findToken(parsed.secretHash))
  if (stored === undefined || stored.token_id !== parsed?.tokenId) throw new Problem('TOKEN_INVALID', { headers })
  return { tokenId: stored.token_id, role: stored.role, accountId: stored.account_id, token }
}

function accountAskedFor(request: FastifyRequest): string | undefined {
  const { params } = request
  if (typeof params !== 'object' || params === null || !('account' in params)) return undefined
  return typeof params.account === 'string' ? params.account : undefined
}
