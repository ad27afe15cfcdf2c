/** Every route, whoever asks: nobody, a wrong role, another account's holder (protocol 10.25). The routes are read from
 *  the API's own description, so a new one is held to this the day it is written. */
import t from 'tap'
import { openTestApi } from './testing.ts'
import { newAccount } from './testing-fleet.ts'

type Described = { readonly route: string; readonly isPublic: boolean; readonly roles: readonly string[] }

const values: Readonly<Record<string, string>> = {
  site: 'site_aaaaaaaaaaaa',
  gateway: 'gw_aaaaaaaaaaaa',
  invoice: 'inv_aaaaaaaaaaaa',
  enrollment: 'enr_aaaaaaaaaaaa',
  claim: 'clm_aaaaaaaaaaaa',
  token: 'aaaaaaaaaaaa',
  hash: 'A'.repeat(43),
  day: '2027-03-01',
}

const pathValue = (name: string, account: string) => (name === 'account' ? account : (values[name] ?? 'x'))

function described(document: object, account: string): Described[] {
  const paths: Record<string, Record<string, { description?: string; security?: unknown[] }>> = Object(document).paths
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description = '', security = [] }]) => ({
      route: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, (_, name) => pathValue(name, account))}`,
      isPublic: security.length === 0,
      roles: /For: ([a-z, ]+)\./.exec(description)?.[1]?.split(', ') ?? [],
    })),
  )
}

t.test('25 every route refuses no token, a wrong role and a foreign account', async (t) => {
  const test = await openTestApi(t)
  const own = await newAccount(test)
  const other = await newAccount(test)
  const auditor = await test.tokenFor({ role: 'auditor', name: 'auditor' })
  const ownAuditor = await test.tokenFor({ role: 'auditor', accountId: own.account, name: 'own auditor' })
  const routes = described(test.api.swagger(), other.account)
  t.ok(routes.length > 20, `${routes.length} routes`)
  for (const { route, isPublic, roles } of routes) {
    const isOfAccount = route.includes(other.account)
    const body = route.startsWith('POST') || route.startsWith('P') ? {} : undefined
    const asked = (token?: string) => test.ask(route, { ...(token ? { token } : {}), ...(body ? { body } : {}) })
    if (isPublic) {
      t.not((await asked()).status, 401, `${route} is public`)
      continue
    }
    t.ok(roles.length > 0, `${route} says whom it is for`)
    t.match((await asked()).json, { status: 401, code: 'TOKEN_MISSING' }, `${route} without a token`)
    for (const token of [own.customerToken, ownAuditor]) {
      const want = isOfAccount ? { status: 404, code: 'ACCOUNT_NOT_FOUND' } : undefined
      const answer = await asked(token)
      if (want) t.match(answer.json, want, `${route} of a foreign account`)
      else if (!roles.includes('customer')) t.match(answer.json, { status: 403 }, `${route} by a customer`)
    }
    if (!roles.includes('auditor'))
      t.match((await asked(auditor)).json, { code: 'ROLE_NOT_ALLOWED' }, `${route} by an auditor`)
    if (!roles.includes('customer') && isOfAccount)
      t.match((await asked(other.customerToken)).json, { code: 'ROLE_NOT_ALLOWED' }, `${route} by its customer`)
  }
})

t.test('an auditor reads and changes nothing', async (t) => {
  const test = await openTestApi(t)
  for (const { route, roles } of described(test.api.swagger(), 'acc_aaaaaaaaaaaa'))
    if (roles.includes('auditor')) t.match(route, /^(GET|HEAD) |\/preview$/, route)
})

t.test('an account of another customer is not in any list', async (t) => {
  const test = await openTestApi(t)
  const own = await newAccount(test)
  await newAccount(test)
  const list = await test.ask('GET /v1/accounts', { token: own.customerToken })
  t.same(
    list.rowsAt('/items').map(({ accountId }) => accountId),
    [own.account],
  )
  t.equal((await test.ask('GET /v1/accounts', { token: test.opsToken })).rowsAt('/items').length, 2)
})
