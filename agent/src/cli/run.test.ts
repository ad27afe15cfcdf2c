/** A whole life of an agent as processes: enroll, run, status, reload, stop; and nothing secret in any output. */
import { createServer } from 'node:http'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { systemClock } from '../clock.ts'
import { createFakeEnrollment, TEST_CLAIM } from '../identity/fake-enrollment.ts'
import { nodeCrypto } from '../identity/node-crypto.ts'
import { runAgent, spawnAgent } from './spawned-agent.ts'

const secret = 'MARKED-SECRET'
const config = `
dataDir: data
http: { port: 0 }
uplink: 'off'
lookSeconds: 2
sources:
  - kind: static
    name: paper
    file: cams.yaml
  - kind: rtsp
    name: yard
    username: viewer
    passwordFile: password
    cameras: [{ name: ${secret} nobody, url: 'rtsp://127.0.0.1:1/live' }]
`

async function collectorUrl(t: Test): Promise<string> {
  const fake = createFakeEnrollment(nodeCrypto, systemClock.wallMs)
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', async () => {
      const answer = await fake.fetch(`http://127.0.0.1${request.url}`, { method: 'POST', body })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

async function enrolledFolder(t: Test): Promise<string> {
  const cams = `cameras: [{ name: ${secret} gate }]`
  const cwd = t.testdir({ 'agent.yaml': config, 'cams.yaml': cams, password: `${secret}\n`, claim: `${TEST_CLAIM}\n` })
  const enrolled = await runAgent(['enroll', '--collector', await collectorUrl(t), '--claim-file', 'claim'], { cwd })
  t.match(enrolled, { code: 0, out: /^enrolled as gw_abcdefghijkl\n/, err: '' })
  return cwd
}

t.test('an enrolled machine knows who it is; the claim may come by file, standard input or variable', async (t) => {
  const cwd = await enrolledFolder(t)
  const { out } = await runAgent(['identity'], { cwd })
  t.match(out, /^gateway +gw_abcdefghijkl\n/)
  t.match(out, /^fingerprint +(\S+ ){5}\S+$/m)
  const view = JSON.parse((await runAgent(['identity', '--json'], { cwd })).out)
  t.match(view, { gatewayId: 'gw_abcdefghijkl', epoch: 1, keyId: /^[\w-]{43}$/ })
  t.equal(view.fingerprint.length, 6)
  const written = await runAgent(['identity', '--write-camera-key', 'camera.key'], { cwd })
  t.match(written, { code: 0, err: /camera\.key opens every camera key/ })
  t.equal(statSync(join(cwd, 'camera.key')).mode & 0o777, 0o600)
  t.match(await runAgent(['identity', '--write-camera-key', 'camera.key'], { cwd }), {
    code: 1,
    err: /CAMERA_KEY_UNWRITTEN/,
  })
  const again = ['enroll', '--collector', 'http://127.0.0.1:1', '--json']
  t.match(
    await runAgent([...again, '--claim-file', '-'], { cwd, input: TEST_CLAIM }),
    { code: 0 },
    'repeated: the same',
  )
  t.match(await runAgent(again, { cwd, env: { CAMTALLY_CLAIM: TEST_CLAIM } }), { code: 0 })
  t.match(await runAgent([...again, '--replaces', 'gw_zzzzzzzzzzzz'], { cwd, env: { CAMTALLY_CLAIM_FILE: 'claim' } }), {
    code: 1,
    err: /this is gw_abcdefghijkl, not gw_zzzzzzzzzzzz/,
  })
})

t.test('run answers health, metrics and status, survives a bad reload, and stops with 0', async (t) => {
  const cwd = await enrolledFolder(t)
  const agent = spawnAgent(['run'], { cwd })
  const url = /http:\/\/\S+(?=\/healthz)/.exec(await agent.line(/healthz/))?.[0]
  const get = async (path: string, headers = {}) => {
    const response = await fetch(`${url}${path}`, { headers })
    return { code: response.status, text: await response.text() }
  }
  t.match(await get('/healthz'), { code: 200, text: /^\{"state":"ok"/ })
  const metrics = await get('/metrics')
  t.match(metrics.text, /^camtally_agent_build_info\{version="[^"]+"\} 1$/m)
  t.match(await get('/status'), { code: 401 })
  t.match(await get('/status', { authorization: 'Bearer wrong' }), { code: 401 })
  t.match(await get('/other'), { code: 404 })
  const status = await runAgent(['status'], { cwd })
  t.match(status, { code: 0, out: /^gw_abcdefghijkl {2}agent / })
  t.match(status.out, /^uplink +off: statements are signed and kept, not sent$/m)
  t.match(JSON.parse((await runAgent(['status', '--json'], { cwd })).out), { gatewayId: 'gw_abcdefghijkl', epoch: 1 })
  writeFileSync(join(cwd, 'agent.yaml'), 'lookSeconds: never\n')
  agent.kill('SIGHUP')
  t.match(JSON.parse(await agent.logged(/config\.refused/)), { level: 'error', faults: [/agent\.yaml:1:1/] })
  t.match(await get('/healthz'), { code: 200 }, 'the last good configuration stays')
  writeFileSync(join(cwd, 'agent.yaml'), config.replace('lookSeconds: 2', 'lookSeconds: 3'))
  agent.kill('SIGHUP')
  await agent.logged(/config\.reloaded/)
  t.equal((await runAgent(['status'], { cwd })).code, 0, 'the door moved with it')
  agent.kill('SIGTERM')
  const ended = await agent.ended
  t.equal(ended.code, 0)
  t.match(ended.err, /"event":"agent\.stopped"/)
  t.match(await runAgent(['status'], { cwd }), { code: 1, err: /AGENT_NOT_RUNNING/ })
  const all = ended.out + ended.err + metrics.text + (await runAgent(['config', 'check'], { cwd })).out
  t.notMatch(all, secret, 'no password and no camera name in log, metrics or health')
  t.notMatch(all, readFileSync(join(cwd, 'data/camera-secret'), 'utf8').trim())
})

t.test('a taken port is said, and the agent does not stay half started', async (t) => {
  const cwd = await enrolledFolder(t)
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  const port = String(typeof address === 'object' ? address?.port : 0)
  t.match(await runAgent(['run', '--http-port', port], { cwd }), { code: 1, err: /\[HTTP_PORT_TAKEN\]/ })
})
