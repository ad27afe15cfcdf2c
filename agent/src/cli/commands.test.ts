/** The commands that need no running agent, as processes: what they print, where, and their exit codes. */
import { createServer } from 'node:net'
import t from 'tap'
import { Compile } from 'typebox/compile'
import { runAgent } from './spawned-agent.ts'

const good = 'sources:\n  - kind: static\n    name: paper\n    file: cams.yaml\n'

t.test('help opens by example and goes to stdout; wrong usage is exit 2 on stderr', async (t) => {
  const cwd = t.testdir()
  const help = await runAgent(['--help'], { cwd })
  t.match(help, { code: 0, err: '' })
  t.match(help.out, /^Examples:\n {2}camtally-agent enroll /)
  t.match(await runAgent(['config', 'check', '--help'], { cwd }), {
    code: 0,
    out: /^Examples:\n {2}camtally-agent config check/,
  })
  for (const args of [[], ['nope'], ['run', '--nope'], ['config'], ['enroll'], ['config', 'check', 'surplus']]) {
    const ended = await runAgent(args, { cwd })
    t.match(ended, { code: 2, out: '' }, args.join(' '))
    t.ok(ended.err.length > 0, 'and says why')
  }
  t.match(await runAgent(['--version'], { cwd }), { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
})

t.test('config check is exit 78 with every fault, or 0 with what it found', async (t) => {
  const cwd = t.testdir({ 'agent.yaml': good, 'cams.yaml': 'cameras: [{name: a}]', 'bad.yaml': 'lookSecs: 3\n' })
  t.same(await runAgent(['config', 'check'], { cwd }), {
    code: 0,
    out: 'good: agent.yaml (1 source, 0 cameras by RTSP)\n',
    err: '',
  })
  const bad = await runAgent(['config', 'check', '--config', 'bad.yaml'], { cwd, env: { CAMTALLY_OOPS: '1' } })
  t.match(bad, { code: 78, out: '' })
  t.match(
    bad.err,
    /^bad\.yaml:1:1: lookSecs: unknown key; known here: dataDir, .* \[CONFIG_KEY_UNKNOWN\]\nCAMTALLY_OOPS: /,
  )
  const asJson = await runAgent(['config', 'check', '-c', 'bad.yaml', '--json'], { cwd })
  t.match(JSON.parse(asJson.err), {
    ok: false,
    faults: [{ code: 'CONFIG_KEY_UNKNOWN', where: 'bad.yaml:1:1: lookSecs' }],
  })
  t.match(JSON.parse((await runAgent(['config', 'check', '--json'], { cwd })).out), { ok: true, sourceCount: 1 })
  for (const command of ['run', 'test', 'status', 'identity'])
    t.equal((await runAgent([command, '-c', 'bad.yaml'], { cwd })).code, 78, `${command} refuses it too`)
})

t.test('config show says where each value comes from', async (t) => {
  const cwd = t.testdir({ 'agent.yaml': `lookSeconds: 20\n${good}`, 'cams.yaml': 'cameras: []' })
  const { out, code } = await runAgent(['config', 'show', '--http-port', '0'], {
    cwd,
    env: { CAMTALLY_LOG_LEVEL: 'warn' },
  })
  t.equal(code, 0)
  for (const line of [
    /^lookSeconds +20 +file agent\.yaml:1:1 +CAMTALLY_LOOK_SECONDS$/m,
    /^http\.port +0 +flag --http-port +CAMTALLY_HTTP_PORT$/m,
    /^log\.level +warn +variable CAMTALLY_LOG_LEVEL/m,
    /^heartbeatMinutes +5 +default/m,
    /^source paper \(static\)$/m,
  ])
    t.match(out, line)
  t.notMatch(out, '\u001b', 'no colour where nobody sees it')
  const json = JSON.parse((await runAgent(['config', 'show', '--json'], { cwd })).out)
  t.match(json.settings[2], { setting: 'lookSeconds', value: 20, from: 'file agent.yaml:1:1' })
})

t.test('config schema is a JSON Schema that takes what the agent takes', async (t) => {
  const { out } = await runAgent(['config', 'schema'], { cwd: t.testdir() })
  const schema = JSON.parse(out)
  const check = Compile(schema)
  t.ok(check.Check({ sources: [{ kind: 'static', name: 'a', file: 'b' }] }))
  t.notOk(check.Check({ sources: [{ kind: 'static', name: 'a' }] }))
  t.notOk(check.Check({ nope: 1 }))
  t.notMatch(out, '"expects"', 'no keyword of our own')
})

t.test('test --once is exit 0 if all cameras are connected, else 1, and leaves the reasons', async (t) => {
  const cams = 'cameras: [{name: Gate}, {name: Dock 2, state: down}]'
  const listener = createServer((socket) => socket.end('HTTP/1.0 400 Bad\r\n\r\n'))
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  t.teardown(() => listener.close())
  const address = listener.address()
  const url = `rtsp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/live`
  const mixed = `${good}  - kind: rtsp\n    name: yard\n    cameras: [{name: Web, url: '${url}'}]\n`
  const cwd = t.testdir({
    'agent.yaml': mixed,
    'good.yaml': good.replace('cams', 'up'),
    'cams.yaml': cams,
    'up.yaml': 'cameras: [{name: Gate}]',
  })
  t.same(await runAgent(['test', '--once'], { cwd }), {
    code: 1,
    out: [
      '   CAMERA  SOURCE  SEEN',
      '●  Gate    paper   responding',
      '○  Dock 2  paper   not seen',
      '○  Web     yard    port open   NOT_RTSP: something answers there, but not RTSP',
      '1 of 3 cameras connected',
      '',
    ].join('\n'),
    err: '',
  })
  t.match(await runAgent(['test', '--once', '-c', 'good.yaml'], { cwd }), {
    code: 0,
    out: /1 of 1 camera connected\n$/,
  })
  const json = JSON.parse((await runAgent(['test', '--once', '--json'], { cwd })).out)
  t.match(json, {
    ok: false,
    connectedCount: 1,
    cameras: [{ camera: 'Gate', rank: 2, isConnected: true }, {}, { rank: 1 }],
  })
})

t.test('what is not there is said with what to do', async (t) => {
  const cwd = t.testdir()
  t.match(await runAgent(['status'], { cwd }), {
    code: 1,
    err: /\[AGENT_NOT_RUNNING\]\n {2}Start it: camtally-agent run/,
  })
  t.match(await runAgent(['identity'], { cwd }), { code: 1, err: /\[NOT_ENROLLED\]\n {2}Get a claim/ })
  t.match(await runAgent(['run'], { cwd }), { code: 1, err: /\[NOT_ENROLLED\]/ })
  t.match(await runAgent(['enroll', '--collector', 'https://127.0.0.1:1'], { cwd }), {
    code: 1,
    err: /\[CLAIM_MISSING\]/,
  })
  const json = await runAgent(['status', '--json'], { cwd })
  t.match(JSON.parse(json.err), { ok: false, code: 'AGENT_NOT_RUNNING', hint: /^Start it/ })
})
