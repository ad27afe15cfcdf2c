/** 200 broken configurations: never a crash, always a place and a code, and all validators of the schema agree. */
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import Value from 'typebox/value'
import { stringify } from 'yaml'
import { ConfigError, loadConfig } from './config.ts'
import { configErrors } from './config-errors.ts'
import { editorSchema, fileSchema } from './config-settings.ts'
import { shapeFaults } from './config-shape.ts'
import { parseYaml } from './config-yaml.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? randomInt(2 ** 31))
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap agent/src/config-mutation.test.ts`)

const whole = {
  dataDir: './data',
  heartbeatMinutes: 5,
  lookSeconds: 30,
  shareNames: true,
  uplink: 'off',
  journal: { maxBytes: 200_000_000 },
  http: { host: '::1', port: 0 },
  log: { level: 'warn' },
  cameraLogin: { username: 'viewer', passwordFile: 'pw' },
  sources: [
    {
      kind: 'rtsp',
      name: 'yard',
      allowBasicLogin: true,
      cameras: [
        { name: 'Gate', url: 'rtsp://10.0.0.5/live', maker: 'Acme', serial: 'X1', mac: '001b638445e6' },
        { name: 'Dock', url: 'rtsps://[fe80::1]:8322/a?channel=2', username: 'other', passwordFile: 'pw' },
      ],
    },
    { kind: 'static', name: 'paper', file: 'cams.yaml' },
  ],
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1.5,
    31,
    65536,
    2 ** 53,
    1e300,
    '',
    ' ',
    'x'.repeat(3000),
    [],
    {},
    [[[]]],
    '\u0000',
    '😀',
  ),
  fc.constantFrom<unknown>({ __proto__: null, constructor: 1 }, { kind: 'rtsp' }, { kind: { kind: 'rtsp' } }, ['rtsp']),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.jsonValue({ maxDepth: 2 }),
)
const key = fc.oneof(
  fc.constantFrom(
    'pasword',
    'hostname',
    'kind',
    'url',
    'constructor',
    'toString',
    '__proto__',
    'a b',
    '',
    'Ä',
    '[0]',
    '1',
  ),
  fc.string({ maxLength: 8 }),
)
/** How a tree is broken: at the n-th node (counted round), by one operation. */
const breakage = fc.record({
  at: fc.nat(200),
  how: fc.constantFrom('replace', 'delete', 'rename', 'add', 'double'),
  key,
  junk,
})

type Breakage = { at: number; how: string; key: string; junk: unknown }
type Node = { holder: Record<string, unknown>; key: string }

function nodesOf(holder: Record<string, unknown>): Node[] {
  return Object.entries(holder).flatMap(([name, value]) => [
    { holder, key: name },
    ...(typeof value === 'object' && value !== null ? nodesOf(value as Record<string, unknown>) : []),
  ])
}

function broken(breakages: readonly Breakage[]): unknown {
  const root: Record<string, unknown> = { root: structuredClone(whole) }
  for (const { at, how, key: name, junk: value } of breakages) {
    const nodes = nodesOf(root)
    const node = nodes[at % nodes.length]
    if (!node) continue
    const put = (target: string, given: unknown) =>
      Object.defineProperty(node.holder, target, { value: given, enumerable: true, configurable: true, writable: true })
    if (how === 'replace') put(node.key, value)
    if (how === 'add' && !Array.isArray(node.holder)) put(name, value)
    if (how === 'double' && Array.isArray(node.holder)) node.holder.push(node.holder[Number(node.key)])
    if (how === 'rename' && !Array.isArray(node.holder)) put(name, node.holder[node.key])
    if ((how === 'delete' || how === 'rename') && node.holder !== root) delete node.holder[node.key]
  }
  return root['root']
}

function load(text: string, env: Record<string, string> = {}) {
  const readFile = (path: string) => (path === 'agent.yaml' ? text : path.endsWith('pw') ? 'secret' : 'cameras: []')
  try {
    return loadConfig({ flags: {}, env, file: 'agent.yaml', readFile })
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

function hasPlaces(error: ConfigError): boolean {
  return error.faults.every(
    ({ code, where, message }) =>
      Object.hasOwn(configErrors, code) && /^agent\.yaml:\d+:\d+(: \S.*)?$/s.test(where) && message !== '',
  )
}

t.test('the whole configuration is good', async (t) => {
  const loaded = load(stringify(whole))
  t.notOk(loaded instanceof ConfigError, loaded instanceof ConfigError ? loaded.message : 'good')
})

t.test('100 broken trees: a place and a code for each fault, and three validators agree', async (t) => {
  let refusedCount = 0
  const editor = editorSchema()
  fc.assert(
    fc.property(fc.array(breakage, { minLength: 1, maxLength: 4 }), (breakages) => {
      const text = stringify(broken(breakages), { aliasDuplicateObjects: false })
      const loaded = load(text)
      if (loaded instanceof ConfigError) {
        refusedCount += 1
        if (!hasPlaces(loaded)) throw loaded
      }
      const { value, faults } = parseYaml('agent.yaml', text)
      if (faults.length > 0) return
      const fits = shapeFaults(fileSchema, value ?? {}).length === 0
      if (fits !== Value.Check(fileSchema, value ?? {})) throw new Error(`typebox disagrees: ${text}`)
      if (fits !== Value.Check(editor, value ?? {})) throw new Error(`the editor's schema disagrees: ${text}`)
    }),
    { seed, numRuns: 100 },
  )
  t.ok(refusedCount > 50, `${refusedCount} of 100 were refused`)
})

t.test('100 broken texts: never a crash', async (t) => {
  const good = stringify(whole)
  const piece = fc.oneof(
    fc.constantFrom(
      '\t',
      '\n',
      ': ',
      '- ',
      '&a ',
      '*a',
      '<<: ',
      '!!js/function ',
      '"',
      "'",
      '|',
      '%',
      '---\n',
      '{',
      '[',
      '? ',
      '\u0000',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const edit = fc.record({ at: fc.nat(good.length), length: fc.nat(30), piece })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce(
        (now, { at, length, piece: put }) => now.slice(0, at) + put + now.slice(at + length),
        good,
      )
      const loaded = load(text)
      if (loaded instanceof ConfigError && !hasPlaces(loaded)) throw loaded
    }),
    { seed, numRuns: 100 },
  )
  t.pass('each was good or refused with places')
})

t.test('text that is made to grow or to nest is refused at once', async (t) => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]`).join(
    '\n',
  )
  for (const [name, text] of [
    ['aliases', bomb],
    ['brackets', '['.repeat(20_000)],
    ['maps', 'a: {'.repeat(5000)],
    ['size', 'x'.repeat(2 << 20)],
    ['many faults', 'a: *x\n'.repeat(10_000)],
  ] as const) {
    const loaded = load(text)
    t.ok(loaded instanceof ConfigError && hasPlaces(loaded) && loaded.faults.length <= 20, name)
  }
})
