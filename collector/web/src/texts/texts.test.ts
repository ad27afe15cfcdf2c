/** Every language says everything, with the same names filled in; no text is left over. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import { fill, type Text } from './fill.ts'

const forms = (text: Text) => (typeof text === 'string' ? [text] : [text.one, text.other])
const namesIn = (text: Text) =>
  [...new Set(forms(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')))].sort()

t.test('German says what English says, with the same names', async (t) => {
  t.same(Object.keys(de), Object.keys(en))
  const german = new Map<string, Text>(Object.entries(de))
  const differing = Object.entries<Text>(en).filter(
    ([key, text]) => namesIn(text).join() !== namesIn(german.get(key) ?? '').join(),
  )
  t.same(
    differing.map(([key]) => key),
    [],
  )
})

t.test('a text that nothing says is gone', async (t) => {
  const folder = 'collector/web/src'
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(`${folder}/${path}`, 'utf8'))
    .join('\n')
  const built = [...sources.matchAll(/`(\w+)\.\$\{/g)].map(([, prefix]) => prefix)
  const byCode = [...sources.matchAll(/sayCode\('(\w+)'/g)].map(([, prefix]) => prefix)
  const prefixes = new Set([...built, ...byCode])
  const unsaid = Object.keys(en).filter((key) => !sources.includes(`'${key}'`) && !prefixes.has(key.split('.')[0]))
  t.same(unsaid, [])
})

t.test('a count chooses its form, a number is written as the language writes it', async (t) => {
  const text = { one: '{n} day', other: '{n} days' }
  t.equal(fill(text, { count: 1, n: 1 }, 'en'), '1 day')
  t.equal(fill(text, { count: 1440, n: 1440 }, 'en'), '1,440 days')
  t.equal(fill('{n} Tage', { n: 1440 }, 'de'), '1.440 Tage')
  t.equal(fill('{missing} stays', {}, 'en'), '{missing} stays')
})
