/** Settings from four places: who wins, what is refused and how a refusal reads. */
import t from 'tap'
import { ConfigError, type ConfigPlaces, loadConfig } from './config.ts'

const good = `
lookSeconds: 20
http:
  port: 9000
sources:
  - kind: rtsp
    name: yard
    username: viewer
    passwordFile: viewer.password
    cameras:
      - name: Gate
        url: rtsp://10.0.0.5/live
`

function places(given: Partial<ConfigPlaces> & { text?: string } = {}): ConfigPlaces {
  const { text = good, ...rest } = given
  const readFile = (path: string) => {
    if (path === '/etc/c/agent.yaml') return text
    if (path === '/etc/c/viewer.password') return 'hunter2\n'
    if (path === '/etc/c/empty') return '\n'
    throw new Error(`ENOENT: no such file or directory, open '${path}'`)
  }
  return { flags: {}, env: {}, file: '/etc/c/agent.yaml', readFile, ...rest }
}

function faultsOf(given: Partial<ConfigPlaces> & { text?: string }): string[] {
  try {
    loadConfig(places(given))
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.replaceAll('/etc/c/', '').split('\n')
  }
}

t.test('a flag wins over its variable, the variable over the file, the file over the default', async (t) => {
  const env = { CAMTALLY_LOOK_SECONDS: '10', CAMTALLY_HTTP_PORT: '9001', PATH: '/bin' }
  const { config, origins } = loadConfig(places({ env, flags: { 'http.port': '9002' } }))
  t.match(config, { lookSeconds: 10, heartbeatMinutes: 5, http: { port: 9002, host: '127.0.0.1' } })
  t.same(
    ['http.port', 'lookSeconds', 'heartbeatMinutes', 'cameraLogin.username'].map((path) => origins.get(path)),
    ['flag --http-port', 'variable CAMTALLY_LOOK_SECONDS', 'default', 'not set'],
  )
  t.equal(loadConfig(places()).origins.get('http.port'), 'file /etc/c/agent.yaml:4:3')
})

t.test('without any setting there is a whole configuration', async (t) => {
  const { config, notices } = loadConfig(places({ file: undefined }))
  t.match(config, { lookSeconds: 30, uplink: 'on', shareNames: false, sources: [], cameraLogin: {} })
  t.match(notices, [{ where: 'defaults: sources', message: 'no sources: the agent will sign that it sees no cameras' }])
  const env = { STATE_DIRECTORY: '/var/lib/camtally' }
  t.equal(loadConfig(places({ file: undefined, env })).config.dataDir, '/var/lib/camtally', 'systemd names the folder')
})

t.test('paths in the file are taken from its folder, credentials from systemd', async (t) => {
  const { config } = loadConfig(places({ text: `dataDir: data\n${good}` }))
  t.match(config, { dataDir: '/etc/c/data', sources: [{ passwordFile: '/etc/c/viewer.password' }] })
  const text = good.replace('viewer.password', 'credential:cameras')
  const readFile = (path: string) => (path === '/run/credentials/x/cameras' ? 'secret' : text)
  const env = { CREDENTIALS_DIRECTORY: '/run/credentials/x' }
  const loaded = loadConfig({ flags: {}, env, file: '/etc/c/agent.yaml', readFile })
  t.match(loaded.config.sources, [{ passwordFile: '/run/credentials/x/cameras' }])
  t.match(faultsOf({ text }), [
    /^agent.yaml:9:5: sources\[0\].passwordFile: names a credential, .*\[CONFIG_FILE_UNREADABLE\]/,
  ])
})

t.test('a fault says where, what is so and what would do', async (t) => {
  const withCamera = (line: string) => good.replace('        url: rtsp://10.0.0.5/live', line)
  for (const { name, want, ...given } of [
    {
      name: 'unknown key',
      text: good.replace('username', 'pasword'),
      want: [
        /^agent\.yaml:8:5: sources\[0\]\.pasword: unknown key; known here: kind, .*, cameras \[CONFIG_KEY_UNKNOWN\]$/,
      ],
    },
    {
      name: 'missing key and wrong kind of value',
      text: withCamera('        mac: 7'),
      want: [
        /^agent\.yaml:12:9: sources\[0\]\.cameras\[0\]\.mac: found 7; an address .* would do \[CONFIG_VALUE_INVALID\]$/,
        /^agent\.yaml:11:9: sources\[0\]\.cameras\[0\]\.url: is missing; rtsp:.* would do \[CONFIG_KEY_MISSING\]$/,
      ],
    },
    {
      name: 'range',
      text: 'lookSeconds: 1\n',
      want: ['agent.yaml:1:1: lookSeconds: found 1; a whole number from 2 to 300 would do [CONFIG_VALUE_INVALID]'],
    },
    {
      name: 'flag',
      text: '',
      flags: { lookSeconds: 'often' },
      want: ['--look-seconds: found "often"; a whole number from 2 to 300 would do [CONFIG_VALUE_INVALID]'],
    },
    {
      name: 'variable',
      text: '',
      env: { CAMTALLY_UPLINK: 'yes' },
      want: ['CAMTALLY_UPLINK: found "yes"; on or off would do [CONFIG_VALUE_INVALID]'],
    },
    {
      name: 'unknown variable',
      text: '',
      env: { CAMTALLY_LOOK_SECS: '3' },
      want: ['CAMTALLY_LOOK_SECS: no such setting; known: CAMTALLY_LOOK_SECONDS [CONFIG_VARIABLE_UNKNOWN]'],
    },
    {
      name: 'unknown kind',
      text: 'sources: [{kind: onvif}]',
      want: ['agent.yaml:1:12: sources[0].kind: found "onvif"; rtsp or static would do [CONFIG_VALUE_INVALID]'],
    },
    {
      name: 'no kind',
      text: 'sources: [{name: a}]',
      want: ['agent.yaml:1:11: sources[0].kind: is missing; rtsp or static would do [CONFIG_KEY_MISSING]'],
    },
    {
      name: 'a password in the url',
      text: withCamera('        url: rtsp://viewer:hunter2@10.0.0.5/live'),
      want: [
        /^agent\.yaml:12:9: sources\[0\]\.cameras\[0\]\.url: holds a user or password; .*\[CONFIG_SECRET_IN_TEXT\]$/,
      ],
    },
    {
      name: 'a password in a url that is none',
      text: withCamera('        url: http://viewer:hunter2@10.0.0.5/live'),
      want: [
        /^agent\.yaml:12:9: .*url: found "http:\/\/\*\*\*@10\.0\.0\.5\/live"; .* would do \[CONFIG_VALUE_INVALID\]$/,
      ],
    },
    {
      name: 'a user of two lines',
      text: good.replace('viewer\n', '"a\\r\\nX: y"\n'),
      want: [/^agent\.yaml:8:5: sources\[0\]\.username: found .*; one line /],
    },
    {
      name: 'half a login',
      text: good.replace(/ +passwordFile.*\n/, ''),
      want: ['agent.yaml:8:5: sources[0].username: has no `passwordFile` beside it or above it [CONFIG_LOGIN_HALF]'],
    },
    {
      name: 'the other half',
      text: good.replace(/ +username.*\n/, ''),
      want: ['agent.yaml:8:5: sources[0].passwordFile: has no `username` beside it or above it [CONFIG_LOGIN_HALF]'],
    },
    {
      name: 'empty password',
      text: good.replace('viewer.password', 'empty'),
      want: [
        'agent.yaml:9:5: sources[0].passwordFile: names a file whose first line is empty [CONFIG_FILE_UNREADABLE]',
      ],
    },
    {
      name: 'serial alone',
      text: withCamera('        url: rtsp://10.0.0.5/live\n        serial: X1'),
      want: ['agent.yaml:13:9: sources[0].cameras[0].serial: needs `maker` beside it [CONFIG_MAKER_MISSING]'],
    },
    {
      name: 'two of one name',
      text: `${good}      - name: Gate\n        url: rtsp://10.0.0.6/live\n`,
      want: [
        'agent.yaml:13:9: sources[0].cameras[1].name: sources[0].cameras[0] has this name already [CONFIG_NAME_TWICE]',
      ],
    },
    {
      name: 'no file',
      file: '/nowhere',
      want: ["/nowhere: cannot be read: ENOENT: no such file or directory, open '/nowhere' [CONFIG_FILE_UNREADABLE]"],
    },
    {
      name: 'a key twice',
      text: 'lookSeconds: 3\nlookSeconds: 4\n',
      want: ['agent.yaml:2:1: Map keys must be unique [CONFIG_FILE_INVALID]'],
    },
    {
      name: 'an alias',
      text: 'a: &x 3\nlookSeconds: *x\n',
      want: [
        'agent.yaml:1:7: a has a tag (!) or an anchor (&); leave it out [CONFIG_FILE_INVALID]',
        'agent.yaml:2:14: lookSeconds is an alias (*); write the value out [CONFIG_FILE_INVALID]',
      ],
    },
    { name: 'two documents', text: 'a: 1\n---\nb: 2\n', want: [/^agent.yaml:2:1: .*\[CONFIG_FILE_INVALID\]$/] },
    {
      name: 'a list',
      text: '- a\n',
      want: ['agent.yaml:1:1: found a list; a map of keys would do [CONFIG_VALUE_INVALID]'],
    },
    {
      name: 'a static file that is not there',
      text: 'sources: [{kind: static, name: s, file: no.yaml}]',
      want: [/^agent.yaml:1:35: sources\[0\].file: ENOENT.*\[CONFIG_FILE_UNREADABLE\]$/],
    },
  ] as (Partial<ConfigPlaces> & { name: string; text?: string; want: (string | RegExp)[] })[]) {
    const found = faultsOf(given)
    t.match(found, want, name)
    t.equal(found.length, want.length, `${name}: no other fault`)
    t.notMatch(found.join(), 'hunter2', `${name}: no secret`)
  }
})

t.test('all faults are named at once', async (t) => {
  const env = { CAMTALLY_NOPE: '1', CAMTALLY_HTTP_PORT: 'x' }
  const found = faultsOf({ text: 'lookSeconds: 0\nshareNames: maybe\n', env, flags: { uplink: 'up' } })
  t.equal(found.length, 5)
})

t.test('two streams of one camera are noted, not refused', async (t) => {
  const text = good
    .replace('/live', '/yard_main')
    .concat('      - name: Gate 2\n        url: rtsp://10.0.0.5/yard_sub\n')
  t.match(loadConfig(places({ text })).notices, [{ message: 'Gate, Gate 2: streams of one camera, counted once' }])
})
