/** Enrollment: claim, challenge, proof, grant; repeated, interrupted, refused (protocol 7). */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { systemRandom } from '../clock.ts'
import { type EnrollRequest, enroll, exportCameraKey } from './enroll.ts'
import { createFakeEnrollment, TEST_CLAIM } from './fake-enrollment.ts'
import { findIdentity } from './identity.ts'
import { nodeCrypto } from './node-crypto.ts'

const random = systemRandom
const NOW_MS = Date.UTC(2027, 2, 10)
const fake = () => createFakeEnrollment(nodeCrypto, () => NOW_MS)
const request = (dataDir: string, more: Partial<EnrollRequest> = {}): EnrollRequest => ({
  dataDir,
  collectorUrl: 'https://collector.example',
  claim: TEST_CLAIM,
  ...more,
})

t.test('leaves key, camera secret and enrollment, for the owner alone', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const { fetch } = fake()
  const identity = await enroll(request(dataDir), { random, fetch })
  t.match(identity.grant, { gatewayId: 'gw_abcdefghijkl', epoch: 1 })
  t.equal(identity.fingerprint.length, 6)
  t.equal(statSync(dataDir).mode & 0o777, 0o700)
  for (const name of ['gateway-key', 'camera-secret', 'enrollment.json']) {
    t.equal(statSync(join(dataDir, name)).mode & 0o777, 0o600, name)
  }
  t.equal(exportCameraKey(dataDir), readFileSync(join(dataDir, 'camera-secret'), 'utf8'))
  t.notMatch(readFileSync(join(dataDir, 'enrollment-pending.json'), 'utf8'), TEST_CLAIM, 'the claim is not kept')
})

t.test('a lost answer is asked for again with the same proof, and a repetition only answers', async (t) => {
  const dataDir = t.testdir()
  const server = fake()
  server.loseAnswer = true
  await t.rejects(enroll(request(dataDir), { random, fetch: server.fetch }), { code: 'COLLECTOR_UNREACHABLE' })
  t.equal(findIdentity(dataDir, nodeCrypto), undefined)
  const identity = await enroll(request(dataDir), { random, fetch: server.fetch })
  t.same(server.requests, [
    '/v1/enrollments',
    '/v1/enrollments/enr_abcdefghijkl/proof',
    '/v1/enrollments/enr_abcdefghijkl/proof',
  ])
  t.same((await enroll(request(dataDir), { random, fetch: server.fetch })).kid, identity.kid)
  t.equal(server.requests.length, 3)
  const other = TEST_CLAIM.replace('abcdefghijkl', 'bcdefghijklm')
  await t.rejects(enroll(request(dataDir, { claim: other }), { random, fetch: server.fetch }), {
    code: 'ALREADY_ENROLLED',
  })
})

t.test('the second gateway takes the camera secret that an installer carries', async (t) => {
  const dirs = t.testdir({ first: {}, second: {}, third: {} })
  await enroll(request(join(dirs, 'first')), { random, fetch: fake().fetch })
  const cameraKeyFile = join(dirs, 'carried')
  writeFileSync(cameraKeyFile, exportCameraKey(join(dirs, 'first')))
  const second = await enroll(request(join(dirs, 'second'), { cameraKeyFile }), { random, fetch: fake().fetch })
  t.same(second.cameraSecret, findIdentity(join(dirs, 'first'), nodeCrypto)?.cameraSecret)
  writeFileSync(join(dirs, 'third', 'camera-secret'), `${'A'.repeat(43)}\n`)
  await t.rejects(enroll(request(join(dirs, 'third'), { cameraKeyFile }), { random, fetch: fake().fetch }), {
    code: 'CAMERA_SECRET_DIFFERS',
  })
  writeFileSync(cameraKeyFile, 'not a key\n')
  await t.rejects(enroll(request(join(dirs, 'fourth'), { cameraKeyFile }), { random, fetch: fake().fetch }), {
    code: 'CAMERA_KEY_FILE',
  })
})

t.test('what the collector answers is checked, and a claim never goes over plain http', async (t) => {
  const refuse: typeof fetch = async () =>
    new Response(JSON.stringify({ code: 'CLAIM_USED', detail: 'This claim was used.' }), { status: 409 })
  const server = fake()
  const forge: typeof fetch = async (input, init) => {
    const text = await (await server.fetch(input, init)).text()
    return new Response(text.replace('"epoch":1', String(input).endsWith('/proof') ? '"epoch":2' : '"epoch":1'))
  }
  const notJson: typeof fetch = async () => new Response('<html>')
  for (const { name, more = {}, fetch, code } of [
    { name: 'refused', fetch: refuse, code: 'ENROLLMENT_REFUSED' },
    { name: 'forged', fetch: forge, code: 'ENROLLMENT_ANSWER' },
    { name: 'no JSON', fetch: notJson, code: 'ENROLLMENT_ANSWER' },
    {
      name: 'plain http',
      more: { collectorUrl: 'http://collector.example' },
      fetch: fake().fetch,
      code: 'COLLECTOR_ADDRESS',
    },
    { name: 'no address', more: { collectorUrl: 'collector' }, fetch: fake().fetch, code: 'COLLECTOR_ADDRESS' },
  ]) {
    const dataDir = t.testdir({ [name]: {} })
    await t.rejects(enroll(request(dataDir, more), { random, fetch }), { code }, name)
    t.equal(findIdentity(dataDir, nodeCrypto), undefined, name)
  }
})
