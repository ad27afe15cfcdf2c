/** SPEC.md says what the code does: its examples stand in the vectors, its tables agree with the code both ways. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { protocolErrors } from './errors.ts'
import { ENTRY_KINDS } from './ledger-entry.ts'
import * as limits from './limits.ts'
import { outcomes } from './outcome.ts'
import { STATEMENT_KINDS } from './statement.ts'

const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8')

/** The text under a heading, up to the next one. */
function sectionOf(heading: string): string {
  const start = spec.indexOf(`\n${heading}`)
  const end = spec.indexOf('\n#', start + 1)
  return spec.slice(start, end < 0 ? undefined : end)
}

/** The rows of a table whose first cell is a name in capitals. */
function rowsOf(section: string): string[][] {
  const rows = [...section.matchAll(/^\| ([A-Z][A-Z0-9_]*) +\|(.*)\|$/gm)]
  return rows.map(([, name = '', rest = '']) => [name, ...rest.split('|').map((cell) => cell.trim())])
}

t.test('every example stands in the vectors, character by character', async (t) => {
  const folder = new URL('../testdata/vectors/', import.meta.url)
  const texts = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  for (const file of readdirSync(folder)) {
    collect(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    t.match(spec, `\`${file}\``, `section 16 names ${file}`)
  }
  const examples = [...spec.matchAll(/^```vector\n(.*?)\n```$/gms)].map(([, example = '']) => example)
  t.ok(examples.length >= 10, `${examples.length} examples`)
  for (const example of examples) t.ok(texts.has(example), example.slice(0, 60))
})

t.test('the error catalogue agrees with the code both ways', async (t) => {
  const wanted = Object.entries(protocolErrors).map(([code, { message, hint }]) => [code, message, hint])
  t.same(rowsOf(sectionOf('## 15 Codes')), wanted)
})

t.test('the outcomes agree with the code both ways', async (t) => {
  const wanted = Object.entries(outcomes).map(([code, { message, hint }]) => [code, message, hint])
  t.same(rowsOf(sectionOf('### 7.1 Outcomes')), wanted)
})

t.test('the limits agree with the code both ways', async (t) => {
  const said = rowsOf(sectionOf('## 14 Limits')).map(([name, value]) => [name, Number(value)])
  t.same(said, Object.entries(limits))
})

t.test('every kind of statement and of ledger entry is in it', async (t) => {
  for (const kind of STATEMENT_KINDS) t.match(spec, new RegExp(`^### 6\\.\\d ${kind}`, 'm'), kind)
  const listed = /^Kinds: (.*?)\n\n/ms.exec(sectionOf('## 12'))?.[1] ?? ''
  t.same(
    [...listed.matchAll(/`(\w+)`/g)].map(([, kind]) => kind),
    ENTRY_KINDS,
  )
})

t.test('the table of contents leads somewhere', async (t) => {
  const anchors = new Set(
    [...spec.matchAll(/^## (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9 ]/g, '')
        .replaceAll(' ', '-'),
    ),
  )
  const links = [...spec.matchAll(/\]\(#(.*?)\)/g)].map(([, anchor = '']) => anchor)
  t.equal(links.length, 17)
  for (const link of links) t.ok(anchors.has(link), link)
})

t.test('no code is dead: each is thrown somewhere', async (t) => {
  const folder = new URL('./', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^errors\.ts$/.test(name))
  const code = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const thrown = Object.keys(protocolErrors).filter((name) => code.includes(`'${name}'`))
  t.same(thrown, Object.keys(protocolErrors))
})
