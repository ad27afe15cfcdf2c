/** Nothing secret is ever logged: everything an enrollment and a token go through, at the most talkative level. */
import { Writable } from 'node:stream'
import t from 'tap'
import { openLog } from '../log.ts'
import { openTestApi } from './testing.ts'
import { begin, newAccount, newClaim, newGatewayKey, proofOver, prove } from './testing-fleet.ts'

t.test('no token, claim, proof, password or camera name stands in the log', async (t) => {
  const lines: string[] = []
  const to = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const log = openLog('trace', () => 0, to)
  const test = await openTestApi(t, { log })
  const { ask, opsToken } = test
  const account = await newAccount(test)
  const claim = await newClaim(test, account)
  const gateway = newGatewayKey()
  const challenge = await begin(test, claim, gateway)
  const bad = proofOver(challenge, newGatewayKey())
  await prove(test, challenge, bad)
  const proof = proofOver(challenge, gateway)
  const granted = await prove(test, challenge, proof)
  t.equal(granted.status, 200)
  const body = { role: 'ops', name: 'robot' }
  const made = await ask('POST /v1/tokens', { token: opsToken, body, headers: { 'idempotency-key': 'the-key' } })
  await ask(`GET /v1/me?token=${opsToken}`, { token: opsToken })
  await ask('GET /v1/me', { token: `${opsToken}x` })
  await ask('POST /v1/enrollments', { body: { claim, publicKey: 'x', extra: claim } })
  log.warn({ event: 'http.failed', token: opsToken, err: { password: 'marked-password' } }, 'made up')
  t.ok(lines.length > 8, `${lines.length} lines`)
  const text = lines.join('')
  const secrets = [opsToken, account.customerToken, made.textAt('/token')].map((token) => token.slice(17))
  const others = [claim.slice(17), bad, proof, granted.textAt('/mqtt/password'), 'marked-password', 'the-key']
  for (const secret of [...secrets, ...others]) t.notOk(text.includes(secret), secret.slice(0, 6))
})
