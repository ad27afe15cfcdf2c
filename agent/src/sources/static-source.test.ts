/** Cameras written in a file: what the file may say, how a script plays, and what happens when the file changes. */
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { systemRandom } from '../clock.ts'
import { configOf } from '../config.ts'
import type { Look } from '../core/source.ts'
import { createVirtualClock } from '../core/virtual-clock.ts'
import { createSources } from './create-sources.ts'
import { parseStaticScript } from './static-script.ts'
import { createStaticSource } from './static-source.ts'

const text = `
cameras:
  - name: Gate
  - name: Dock
    state: streaming
  - name: Yard
    key: yard-7
    script:
      - { from: 2026-03-01T08:00Z, to: 2026-03-01T09:00Z }
      - { from: 2026-03-01T09:00:00+00:00, to: 2026-03-01T09:30Z, state: unknown }
`

t.test('a script says who is up when', async (t) => {
  const { script, faults } = parseStaticScript('cams.yaml', text)
  t.same(faults, [])
  if (!script) return
  const clock = createVirtualClock({ wallMs: Date.parse('2026-03-01T07:59:59Z'), monoMs: 5000 })
  const source = createStaticSource(
    { name: 'demo', lookSeconds: 30, script: () => script },
    { clock, random: systemRandom },
  )
  const ranks = async () => (await source.lookOnce()).map(({ rank }) => rank)
  t.same(await ranks(), [2, 4, 0])
  clock.advance(1000)
  t.same(await ranks(), [2, 4, 2], 'from is in')
  clock.advance(3_600_000)
  t.same(await ranks(), [2, 4, 'unknown'], 'to is out, and the next span begins')
  clock.advance(1_800_000)
  t.same(await ranks(), [2, 4, 0])
  t.match((await source.lookOnce())[2], {
    source: 'demo',
    camera: 'Yard',
    name: 'Yard',
    identifiers: [{ type: 'static', scope: '', value: 'yard-7' }],
    endedAtMonoMs: 5000 + 1000 + 3_600_000 + 1_800_000,
  })
})

t.test('a started source looks every lookSeconds and ends when stopped', async (t) => {
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const script = { cameras: [{ name: 'a', identifiers: [], rank: 2 as const, spans: [] }] }
  const source = createStaticSource(
    { name: 'demo', lookSeconds: 30, script: () => script },
    { clock, random: systemRandom },
  )
  const looks: Look[] = []
  source.start((look) => looks.push(look))
  for (let i = 0; i < 600; i += 1) {
    clock.advance(1000)
    await Promise.resolve()
    await Promise.resolve()
  }
  t.ok(looks.length >= 18 && looks.length <= 23, `${looks.length} looks in 10 minutes`)
  await source.stop()
  clock.advance(600_000)
  t.ok(looks.length <= 23)
})

t.test('each fault of the file has its place', async (t) => {
  for (const { name, text, want } of [
    { name: 'empty', text: '', want: ['c.yaml:1:1: CONFIG_VALUE_INVALID'] },
    {
      name: 'unknown key',
      text: 'cameras:\n  - name: a\n    colour: red\n',
      want: ['c.yaml:3:5: cameras[0].colour: CONFIG_KEY_UNKNOWN'],
    },
    {
      name: 'state',
      text: 'cameras: [{name: a, state: on}]',
      want: ['c.yaml:1:21: cameras[0].state: CONFIG_VALUE_INVALID'],
    },
    {
      name: 'twice',
      text: 'cameras: [{name: a}, {name: b, key: a}]',
      want: ['c.yaml:1:22: cameras[1]: CONFIG_NAME_TWICE'],
    },
    {
      name: 'backwards',
      text: 'cameras: [{name: a, script: [{from: 2026-03-01T09:00Z, to: 2026-03-01T09:00Z}]}]',
      want: ['c.yaml:1:30: cameras[0].script[0]: CONFIG_VALUE_INVALID'],
    },
    { name: 'not YAML', text: 'cameras: [', want: ['c.yaml:1:11: CONFIG_FILE_INVALID'] },
    { name: 'JSON is YAML', text: '{"cameras": [{"name": "a"}]}', want: [] },
  ])
    t.same(
      parseStaticScript('c.yaml', text).faults.map(({ where, code }) => `${where}: ${code}`),
      want,
      name,
    )
})

t.test('a file is read again when it changes; one that cannot be read makes its cameras unknown', async (t) => {
  const folder = t.testdir({ 'cams.yaml': 'cameras: [{name: a}]' })
  const file = join(folder, 'cams.yaml')
  const config = configOf({ dataDir: folder, sources: [{ kind: 'static', name: 'demo', file }] }, () => 'cameras: []')
  const warnings: unknown[] = []
  const log = { warn: (fields: object) => void warnings.push(fields) }
  const clock = createVirtualClock({ wallMs: 0, monoMs: 0 })
  const [source] = createSources(config, { clock, random: systemRandom, log })
  const seen = async () => (await source?.lookOnce())?.map(({ camera, rank }) => `${camera} ${rank}`)
  t.same(await seen(), ['a 2'])
  writeFileSync(file, 'cameras: [{name: a, state: down}, {name: b}]')
  utimesSync(file, 1, 1)
  t.same(await seen(), ['a 0', 'b 2'])
  writeFileSync(file, 'cameras: [')
  utimesSync(file, 2, 2)
  t.same(await seen(), ['a unknown', 'b unknown'])
  rmSync(file)
  t.same(await seen(), ['a unknown', 'b unknown'])
  t.same(warnings, [{ event: 'source.fileRefused' }, { event: 'source.fileRefused' }])
  writeFileSync(file, 'cameras: [{name: c}]')
  t.same(await seen(), ['c 2'])
})
