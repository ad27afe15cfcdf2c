/** Enrollment (protocol 7; conformance 12, 13, 14, 24): a claim works once, a proof is of this key over this
 *  challenge. */
import { isEnrollmentReceipt, openJws, parseReceipt, thumbprint } from '@camtally/protocol'
import t from 'tap'
import { nodeCrypto } from '../node-crypto.ts'
import { acrossAccounts } from '../store/database.ts'
import { listChains } from '../store/chain.ts'
import { readEntries } from '../store/ledger.ts'
import { openTestApi } from './testing.ts'
import { begin, newAccount, newClaim, newGatewayKey, proofOver, prove } from './testing-fleet.ts'

t.test('a gateway with a claim gets its key recorded, its chain opened and its broker told', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const gateway = newGatewayKey()
  const challenge = await begin(test, await newClaim(test, account), gateway)
  t.equal(challenge.status, 201)
  t.match(challenge.json, { epoch: 1, gatewayId: /^gw_/, expiresAt: test.clock.wallMs() + 600_000 })
  const proof = proofOver(challenge, gateway)
  const granted = await prove(test, challenge, proof)
  t.equal(granted.status, 200, granted.text)
  const gatewayId = granted.textAt('/gatewayId')
  t.match(granted.json, {
    epoch: 1,
    accountId: account.account,
    siteId: account.site,
    mqtt: { url: 'mqtt://127.0.0.1:1883', protocolVersion: 4, username: gatewayId, password: /^[\w-]{43}$/ },
    trust: { receiptKeys: [/^[\w-]{43}$/], billingKeys: [/^[\w-]{43}$/], logKeys: [] },
  })

  const { signers, store } = test.deps
  const findKey = (kid: string) => (kid === signers.receipt.kid ? signers.receipt.publicKey : undefined)
  const opened = openJws(granted.textAt('/receipt'), { typ: 'camtally-receipt+jws', findKey }, nodeCrypto)
  const receipt = parseReceipt(opened.payloadBytes)
  t.ok(isEnrollmentReceipt(receipt))
  t.equal(receipt.kid, thumbprint(gateway.publicKey, nodeCrypto))
  t.equal(receipt.n[0], 3, 'account, site, claim came before')
  t.equal(receipt.by, Date.parse('2027-04-01T22:00:00Z') + 48 * 3_600_000, 'local midnight, grace, a day')

  const [chain] = await acrossAccounts(store, (tx) => listChains(tx, account.account))
  const { createHash } = await import('node:crypto')
  t.equal(chain?.enrolled, createHash('sha256').update(granted.textAt('/receipt')).digest('base64url'))
  const kinds = await acrossAccounts(store, async (tx) => {
    const row = await tx.selectFrom('account').select('ledger_id').executeTakeFirstOrThrow()
    return (await readEntries(tx, row.ledger_id)).map(({ kind }) => kind)
  })
  t.same(kinds, ['account', 'site', 'claim', 'enroll'])

  test.clock.set(test.clock.wallMs() + 23 * 3_600_000)
  t.equal((await prove(test, challenge, proof)).text, granted.text, 'the same proof within 24 h: the same answer')
  test.clock.set(test.clock.wallMs() + 2 * 3_600_000)
  t.equal((await prove(test, challenge, proof)).status, 404)
})

t.test('13 one claim, 100 parallel uses: one success', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const claim = await newClaim(test, account)
  const uses = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const gateway = newGatewayKey()
      const challenge = await begin(test, claim, gateway)
      return { challenge, proof: proofOver(challenge, gateway) }
    }),
  )
  const answers = await Promise.all(uses.map(({ challenge, proof }) => prove(test, challenge, proof)))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  t.equal(answers.filter(({ status }) => status === 403).length, 99)
  const gateways = await acrossAccounts(test.deps.store, (tx) => tx.selectFrom('gateway_key').select('kid').execute())
  t.equal(gateways.length, 1)
})

t.test('the same proof sent ten times at once has one effect and one answer', async (t) => {
  const test = await openTestApi(t)
  const gateway = newGatewayKey()
  const challenge = await begin(test, await newClaim(test, await newAccount(test)), gateway)
  const proof = proofOver(challenge, gateway)
  const answers = await Promise.all(Array.from({ length: 10 }, () => prove(test, challenge, proof)))
  t.same(new Set(answers.map(({ status }) => status)), new Set([200]))
  t.equal(new Set(answers.map(({ text }) => text)).size, 1)
})

t.test('14 a claim that is unknown, expired, taken back or used is refused in one way', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const gateway = newGatewayKey()
  const good = await newClaim(test, account)
  const other = `${good.slice(0, -2)}${good.endsWith('AA') ? 'BA' : 'AA'}`
  const refusedAs = async (claim: string, code: string, status = 403) => {
    const answer = await begin(test, claim, gateway)
    t.equal(answer.status, status, answer.text)
    t.match(answer.json, { code })
  }
  await refusedAs('clm_x', 'ENROLLMENT_SHAPE', 422)
  await refusedAs(`clm_aaaaaaaaaaaa_${good.slice(17)}`, 'CLAIM_INVALID')
  await refusedAs(other, 'CLAIM_INVALID')
  const { ask, opsToken: token } = test
  const path = `/v1/accounts/${account.account}/claims`
  t.equal((await ask(`DELETE ${path}/${good.slice(0, 16)}`, { token })).status, 204)
  await refusedAs(good, 'CLAIM_INVALID')
  const late = await newClaim(test, account)
  test.clock.set(test.clock.wallMs() + 24 * 3_600_000)
  await refusedAs(late, 'CLAIM_INVALID')
  const listed = await ask(`GET ${path}`, { token })
  t.same(
    listed
      .rowsAt('/items')
      .map(({ state }) => state)
      .sort(),
    ['expired', 'revoked'],
  )
  t.notMatch(listed.text, late.slice(17))
})

t.test('14 five bad proofs lock the claim for that address for 15 minutes', async (t) => {
  const test = await openTestApi(t)
  const gateway = newGatewayKey()
  const claim = await newClaim(test, await newAccount(test))
  const challenge = await begin(test, claim, gateway)
  const bad = [
    proofOver(challenge, newGatewayKey()),
    proofOver(challenge, gateway, { nonce: 'A'.repeat(43) }),
    proofOver(challenge, gateway, { ep: 2 }),
    `${proofOver(challenge, gateway)}A`,
    'a.b.c',
  ]
  for (const proof of bad) t.match((await prove(test, challenge, proof)).json, { status: 403, code: 'PROOF_INVALID' })
  const locked = await prove(test, challenge, proofOver(challenge, gateway))
  t.match(locked.json, { status: 429, code: 'CLAIM_LOCKED' })
  t.equal(locked.headers['retry-after'], '900')
  t.match((await begin(test, claim, gateway)).json, { code: 'CLAIM_LOCKED' })
  test.clock.set(test.clock.wallMs() + 15 * 60_000 + 1)
  t.match((await prove(test, challenge, proofOver(challenge, gateway))).json, { code: 'ENROLLMENT_NOT_FOUND' })
  const again = await begin(test, claim, gateway)
  t.equal((await prove(test, again, proofOver(again, gateway))).status, 200)
})

t.test('12 a key of small order, or one that is recorded, is refused', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const small = await begin(test, await newClaim(test, account), { publicKey: Uint8Array.of(1, ...Array(31).fill(0)) })
  t.match(small.json, { status: 422, code: 'KEY_SMALL_ORDER', errors: [{ pointer: '/publicKey' }] })
  const gateway = newGatewayKey()
  const one = await begin(test, await newClaim(test, account), gateway)
  const two = await begin(test, await newClaim(test, account), gateway)
  t.equal((await prove(test, one, proofOver(one, gateway))).status, 200)
  t.match((await prove(test, two, proofOver(two, gateway))).json, { status: 422, code: 'GATEWAY_KEY_KNOWN' })
  t.match((await begin(test, await newClaim(test, account), gateway)).json, { status: 422, code: 'GATEWAY_KEY_KNOWN' })
})

t.test('a machine set up again keeps its gateway and begins epoch 2', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const first = newGatewayKey()
  const one = await begin(test, await newClaim(test, account), first)
  await prove(test, one, proofOver(one, first))
  const gatewayId = one.textAt('/gatewayId')
  const second = newGatewayKey()
  const two = await begin(test, await newClaim(test, account, { replaces: gatewayId }), second)
  t.match(two.json, { gatewayId, epoch: 2 })
  t.match((await prove(test, two, proofOver(two, second))).json, { gatewayId, epoch: 2 })
})

t.test('24 renewal wants a proof by the key in force', async (t) => {
  const test = await openTestApi(t)
  const gateway = newGatewayKey()
  const challenge = await begin(test, await newClaim(test, await newAccount(test)), gateway)
  const granted = await prove(test, challenge, proofOver(challenge, gateway))
  const path = `/v1/gateways/${challenge.textAt('/gatewayId')}/renew`
  const nonce = await test.ask(`POST ${path}`, { body: {} })
  t.equal(nonce.status, 201, nonce.text)
  const proofPath = `POST ${path}/${nonce.textAt('/enrollmentId')}/proof`
  const refused = await test.ask(proofPath, { body: { proof: proofOver(nonce, newGatewayKey()) } })
  t.match(refused.json, { status: 403, code: 'RENEWAL_REFUSED' })
  const proof = proofOver(nonce, gateway)
  const renewed = await test.ask(proofPath, { body: { proof } })
  t.equal(renewed.status, 200, renewed.text)
  t.match(renewed.json, { mqtt: { username: challenge.textAt('/gatewayId') } })
  t.not(renewed.textAt('/mqtt/password'), granted.textAt('/mqtt/password'))
  t.equal((await test.ask(proofPath, { body: { proof } })).status, 404, 'a nonce works once')
})

t.test('a retired gateway is shown so, a revoked key renews nothing', async (t) => {
  const test = await openTestApi(t)
  const account = await newAccount(test)
  const gateway = newGatewayKey()
  const challenge = await begin(test, await newClaim(test, account), gateway)
  await prove(test, challenge, proofOver(challenge, gateway))
  const id = challenge.textAt('/gatewayId')
  const path = `/v1/accounts/${account.account}/gateways/${id}`
  const { ask, customerToken: token } = { ...test, ...account }
  const body = { reason: 'stolen' }
  const revoked = await ask(`POST ${path}/revoke`, { token, body })
  t.equal(revoked.status, 201, revoked.text)
  t.equal((await ask(`POST ${path}/revoke`, { token, body })).text, revoked.text, 'twice is once')
  t.match((await ask(`POST /v1/gateways/${id}/renew`, { body: {} })).json, { code: 'RENEWAL_REFUSED' })
  t.equal((await ask(`POST ${path}/retire`, { token, body })).status, 201)
  const shown = await ask(`GET ${path}`, { token })
  t.match(shown.json, { retiredAt: /^2027/, keys: [{ epoch: 1, revokedAt: /^2027/, words: [String] }] })
})

t.test('ten requests a minute and address, then 429', async (t) => {
  const test = await openTestApi(t, { enrollmentsPerMinute: 10 })
  const from = (remoteAddress: string) =>
    test.ask('POST /v1/enrollments', { body: { claim: 'x', publicKey: 'y' }, remoteAddress })
  for (let i = 0; i < 10; i += 1) t.equal((await from('10.0.0.1')).status, 422)
  const limited = await from('10.0.0.1')
  t.match(limited.json, { status: 429, code: 'RATE_LIMITED' })
  t.ok(Number(limited.headers['retry-after']) > 0)
  t.equal((await from('10.0.0.2')).status, 422)
})
