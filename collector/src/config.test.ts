/** Settings from four places: precedence, messages with places, secrets, and one schema for all readers. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { ConfigError, type ConfigSources, configOf, loadConfig } from './config.ts'
import { editorSchema, settings } from './config-schema.ts'
import { configPage, shownSettings } from './config-show.ts'
import { shapeOf } from './shape.ts'

const seed = Number(process.env.CAMTALLY_SEED ?? Math.floor(Math.random() * 2 ** 31))

function sources(given: Partial<ConfigSources> & { readonly yaml?: string }): ConfigSources {
  const files: Record<string, string> = {
    'collector.yaml': given.yaml ?? '',
    '/run/secret': 'postgres://a:hidden@b/c\n',
  }
  const readFile = (path: string) => {
    const text = files[path]
    if (text === undefined) throw new Error('no such file')
    return text
  }
  const file = given.yaml === undefined ? undefined : 'collector.yaml'
  return { flags: {}, env: {}, file, readFile, ...given }
}

function faults(given: Parameters<typeof sources>[0]): string[] {
  try {
    loadConfig(sources(given))
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.faults.map(({ where, message, code }) => `${where}: ${message} [${code}]`)
  }
}

t.test('no settings at all are a whole configuration: embedded, on the loopback', async (t) => {
  const { config, origins } = loadConfig(sources({}))
  t.equal(config.dataDir, './camtally-data')
  t.same(config.http, { host: '127.0.0.1', port: 8080, trustProxy: false })
  t.same(config.database, {})
  t.equal(config.jobs, 'on')
  t.equal(config.catchUpMinutes, 60)
  t.equal(origins.get('database.url'), 'not set')
})

t.test('a flag wins over its variable, that over the file, that over the default', async (t) => {
  const yaml = 'http:\n  port: 1\n  host: file\ndataDir: file\njobs: off\n'
  const env = { CAMTALLY_HTTP_PORT: '2', CAMTALLY_DATA_DIR: 'env', PATH: '/bin' }
  const { config, origins } = loadConfig(sources({ yaml, env, flags: { 'http.port': '3' } }))
  t.equal(config.http.port, 3)
  t.equal(config.dataDir, 'env')
  t.equal(config.http.host, 'file')
  t.equal(config.jobs, 'off')
  t.equal(origins.get('http.port'), 'flag --http-port')
  t.equal(origins.get('dataDir'), 'variable CAMTALLY_DATA_DIR')
  t.equal(origins.get('http.host'), 'file collector.yaml:3:3')
})

t.test('every fault has its place, what was found and what would do', async (t) => {
  const rows: readonly (readonly [Parameters<typeof sources>[0], readonly RegExp[]])[] = [
    [
      { yaml: 'http:\n  prot: 80\n' },
      [/^collector.yaml:2:3 http.prot: unknown key; known here: http.host, http.port.*CONFIG_KEY_UNKNOWN/],
    ],
    [{ yaml: 'htpp: 1\n' }, [/^collector.yaml:1:1 htpp: unknown key; known here: dataDir/]],
    [{ yaml: 'http:\n  port: "80"\n' }, [/collector.yaml:2:3 http.port: http.port must be integer, found "80"/]],
    [{ yaml: 'jobs: maybe\n' }, [/jobs must be on, off, found "maybe"/]],
    [{ yaml: 'jobs: on\njobs: off\n' }, [/collector.yaml:2:1: Map keys must be unique.*CONFIG_FILE_INVALID/]],
    [{ yaml: '- a\n' }, [/settings are a map/]],
    [{ yaml: 'http: []\n' }, [/http: unknown key/]],
    [{ env: { CAMTALLY_HTPP_PORT: '1' } }, [/^CAMTALLY_HTPP_PORT: unknown variable.*CONFIG_VARIABLE_UNKNOWN/]],
    [{ env: { CAMTALLY_HTTP_PORT: 'x' } }, [/^CAMTALLY_HTTP_PORT: http.port must be integer, found "x"/]],
    [{ env: { CAMTALLY_HTTP_PORT: '70000' } }, [/must be <= 65535/]],
    [
      { env: { DATABASE_URL: 'postgres://a/b', CAMTALLY_DATABASE_URL: 'postgres://a/b' } },
      [/database.url is already set by DATABASE_URL/],
    ],
    [{ env: { DATABASE_URL_FILE: '/nowhere' } }, [/cannot read \/nowhere: no such file \[CONFIG_FILE_UNREADABLE\]/]],
    [{ env: { DATABASE_URL: 'mysql://secret' } }, [/^DATABASE_URL: database.url must match pattern [^,]*\[/]],
    [{ env: { DATABASE_URL: 'postgres://a/b' } }, [/^receiptKeyFile: needed/, /^billingKeyFile: needed/]],
    [{ flags: { 'http.port': '-1' } }, [/^--http-port: http.port must be >= 0, found -1/]],
  ]
  for (const [given, want] of rows) {
    const found = faults(given)
    t.equal(found.length, want.length, found.join('\n'))
    for (const [i, pattern] of want.entries()) t.match(found[i], pattern)
  }
})

t.test('a secret comes from a file, and is never shown', async (t) => {
  const env = { DATABASE_URL_FILE: '/run/secret', CAMTALLY_RECEIPT_KEY_FILE: 'r', CAMTALLY_BILLING_KEY_FILE: 'b' }
  const loaded = loadConfig(sources({ env }))
  t.equal(loaded.config.database.url, 'postgres://a:hidden@b/c')
  t.notMatch(JSON.stringify(shownSettings(loaded)), /hidden/)
  t.match(shownSettings(loaded), [{}, { setting: 'receiptKeyFile', value: 'r' }])
})

t.test('the file, the start and the JSON Schema for editors accept the same 200 files', async (t) => {
  const editor = shapeOf(editorSchema())
  const anything = fc.oneof(
    fc.constantFrom('on', 'off', 'x', '', 'postgres://u@h/d', 'mqtts://h', 'https://h', 'info'),
    fc.integer({ min: -2, max: 70000 }),
    fc.boolean(),
  )
  const paths = [...settings.map((setting) => setting.path), 'http.extra', 'extra', 'log.levle']
  const files = fc.array(fc.tuple(fc.constantFrom(...paths), anything), { maxLength: 4 })
  fc.assert(
    fc.property(files, (members) => {
      const root: Record<string, unknown> = {}
      for (const [path, value] of members) {
        const [group = '', name] = path.split('.')
        if (name === undefined) root[group] = value
        else root[group] = { ...(typeof root[group] === 'object' ? root[group] : {}), [name]: value }
      }
      const refused = faults({ yaml: stringify(root) }).filter((fault) => !fault.includes('CONFIG_VALUE_MISSING'))
      return (refused.length === 0) === (editor(root).length === 0)
    }),
    { numRuns: 200, seed, verbose: 1 },
  )
  t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/config.test.ts`)
})

t.test('docs/collector-config.md is what the schema says', async (t) => {
  t.equal(readFileSync('docs/collector-config.md', 'utf8'), configPage(), 'write it again: collector config page')
})

t.test('configOf takes setting paths and refuses others', async (t) => {
  t.equal(configOf({ 'http.port': 0, dataDir: 'x' }).http.port, 0)
  t.throws(() => configOf({ 'http.prot': 0 }), { message: /unknown key/ })
})
