/** The rules that hold for every route: who may use it, how it refuses, how it is repeated and how it is listed. */
import t from 'tap'
import { acrossAccounts } from '../store/database.ts'
import { openTestApi } from './testing.ts'

t.test('a problem says its code, its hint and where (RFC 9457)', async (t) => {
  const { ask, opsToken: token } = await openTestApi(t)
  const rows: readonly (readonly [string, Parameters<typeof ask>[1], number, string])[] = [
    ['GET /v1/nothing', {}, 404, 'ROUTE_NOT_FOUND'],
    ['GET /v1/me', {}, 401, 'TOKEN_MISSING'],
    ['GET /v1/me', { token: 'cam_x' }, 401, 'TOKEN_INVALID'],
    ['POST /v1/tokens', { token, body: { role: 'ops' } }, 400, 'REQUEST_INVALID'],
    ['GET /v1/tokens?limit=0', { token }, 400, 'REQUEST_INVALID'],
    ['GET /v1/tokens?limit=2&limit=3', { token }, 400, 'REQUEST_INVALID'],
    ['GET /v1/tokens?cursor=abc', { token }, 400, 'CURSOR_INVALID'],
    [
      'POST /v1/tokens',
      { token, body: '{"role":', headers: { 'content-type': 'application/json' } },
      400,
      'BODY_NOT_JSON',
    ],
    [
      'POST /v1/tokens',
      { token, body: '{"__proto__":{}}', headers: { 'content-type': 'application/json' } },
      400,
      'BODY_NOT_JSON',
    ],
    ['POST /v1/tokens', { token, body: 'x', headers: { 'content-type': 'text/xml' } }, 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['POST /v1/tokens', { token, body: { name: 'x'.repeat(70_000) } }, 413, 'BODY_TOO_LARGE'],
    ['DELETE /v1/tokens/aaaaaaaaaaaa', { token }, 404, 'TOKEN_NOT_FOUND'],
  ]
  for (const [route, asked, status, code] of rows) {
    const answer = await ask(route, asked)
    t.equal(answer.status, status, route)
    t.match(answer.headers['content-type'], /^application\/problem\+json/, route)
    t.match(answer.json, {
      type: `/errors/${code}`,
      status,
      code,
      title: String,
      hint: String,
      instance: route.split(/[ ?]/)[1],
      requestId: answer.headers['x-request-id'],
    })
  }
})

t.test('an unknown key in a body is refused with its JSON pointer', async (t) => {
  const { ask, opsToken: token } = await openTestApi(t)
  const unknown = await ask('POST /v1/tokens', { token, body: { role: 'ops', name: 'a', 'x/y': 1 } })
  t.same(unknown.rowsAt('/errors'), [{ pointer: '/x~1y', detail: 'unknown key' }])
  const wrong = await ask('POST /v1/tokens', { token, body: { role: 'root', name: 'a', expiresInDays: '3' } })
  t.same(wrong.rowsAt('/errors'), [
    { pointer: '/role', detail: 'must be ops, customer, auditor' },
    { pointer: '/expiresInDays', detail: 'must be integer' },
  ])
})

t.test('the same POST with one Idempotency-Key has one effect and one answer', async (t) => {
  const { ask, opsToken: token, db } = await openTestApi(t)
  const headers = { 'idempotency-key': 'k1' }
  const body = { role: 'ops', name: 'robot' }
  const answers = await Promise.all([1, 2, 3, 4].map(() => ask('POST /v1/tokens', { token, body, headers })))
  t.same(
    answers.map(({ status }) => status),
    [201, 201, 201, 201],
  )
  t.equal(new Set(answers.map(({ text }) => text)).size, 1, 'one secret, told four times')
  const listed = await ask('GET /v1/tokens', { token })
  t.equal(listed.rowsAt('/items').filter(({ name }) => name === 'robot').length, 1)

  const other = await ask('POST /v1/tokens', { token, body: { ...body, name: 'other' }, headers })
  t.equal(other.status, 422)
  t.match(other.json, { code: 'IDEMPOTENCY_KEY_REUSED' })
  const refused = await ask('POST /v1/tokens', { token, body: { role: 'ops' }, headers: { 'idempotency-key': 'k2' } })
  t.equal(refused.status, 400)
  t.equal((await ask('POST /v1/tokens', { token, body, headers: { 'idempotency-key': 'k2' } })).status, 201)

  const rows = await acrossAccounts(db.store, (tx) => tx.selectFrom('idempotency_key').selectAll().execute())
  t.notMatch(JSON.stringify(rows), answers[0]?.textAt('/token') ?? '', 'the kept answer shows no token')
  t.notMatch(JSON.stringify(rows), /robot/)
})

t.test('a read carries an ETag and answers 304 to who has it', async (t) => {
  const { ask, opsToken: token } = await openTestApi(t)
  const first = await ask('GET /v1/me', { token })
  const etag = String(first.headers['etag'])
  t.match(etag, /^"/)
  const again = await ask('GET /v1/me', { token, headers: { 'if-none-match': `W/${etag}` } })
  t.equal(again.status, 304)
  t.equal(again.text, '')
})

t.test('a list has pages of 1 to 200 and a cursor in a stable order', async (t) => {
  const { ask, opsToken: token, tokenFor } = await openTestApi(t)
  for (const name of ['b', 'c', 'd', 'e']) await tokenFor({ role: 'ops', name })
  const seen: string[] = []
  let cursor = ''
  for (const size of [2, 2, 1]) {
    const page = await ask(`GET /v1/tokens?limit=2${cursor}`, { token })
    t.equal(page.rowsAt('/items').length, size)
    seen.push(...page.rowsAt('/items').map(({ tokenId }) => String(tokenId)))
    cursor = `&cursor=${page.textAt('/next')}`
    if (size === 1) t.match(page.json, { next: null })
  }
  t.equal(new Set(seen).size, 5)
  t.same(seen, [...seen].sort())
})

t.test('a token is good from its making to its end or its revocation', async (t) => {
  const { ask, opsToken: token, clock } = await openTestApi(t)
  const body = { role: 'ops', name: 'short', expiresInDays: 1 }
  const short = (await ask('POST /v1/tokens', { token, body })).textAt('/token')
  t.match(short, /^cam_[a-z2-7]{12}_[A-Za-z0-9_-]{43}$/)
  t.equal((await ask('GET /v1/me', { token: short })).status, 200)
  t.equal((await ask('GET /v1/me', { token: `${short.slice(0, 18)}${token.slice(18)}` })).status, 401)
  clock.set(clock.wallMs() + 86_400_000)
  t.equal((await ask('GET /v1/me', { token: short })).status, 401)
  const made = await ask('POST /v1/tokens', { token, body: { role: 'ops', name: 'long' } })
  t.equal((await ask(`DELETE /v1/tokens/${made.textAt('/tokenId')}`, { token })).status, 204)
  t.equal((await ask('GET /v1/me', { token: made.textAt('/token') })).status, 401)
})

t.test('the API describes itself', async (t) => {
  const { ask } = await openTestApi(t)
  const { json } = await ask('GET /v1/openapi.json')
  t.match(json, { openapi: '3.1.0', paths: { '/v1/tokens': { post: { security: [{ token: [] }] } } } })
  t.match((await ask('GET /errors/TOKEN_INVALID')).text, /TOKEN_INVALID \(401\)/)
})
