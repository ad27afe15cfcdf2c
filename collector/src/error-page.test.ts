/** Codes: the page and the catalogues agree both ways, none stands twice, and what the source names is catalogued. */
import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { errorPage, errorSections } from './error-page.ts'
import { catalogue } from './http/status.ts'
import { logEvents } from './log-events.ts'

const page = readFileSync('docs/errors.md', 'utf8')
const sources = readdirSync('collector/src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(`collector/src/${path}`, 'utf8') }))

t.test('docs/errors.md is what the catalogues say', async (t) => {
  t.equal(page, errorPage(), 'else: camtally-collector config page --errors > docs/errors.md')
})

t.test('each code stands once, with words that end', async (t) => {
  const codes = errorSections.flatMap(({ entries }) => Object.keys(entries))
  t.same(
    codes.filter((code, i) => codes.indexOf(code) !== i),
    [],
  )
  for (const { entries } of errorSections)
    for (const [code, { message, hint }] of Object.entries(entries)) {
      t.match(message, /\.$/, code)
      t.match(hint, /\.$/, code)
    }
  t.same(
    Object.keys(catalogue).filter((code) => !codes.includes(code)),
    [],
    'every code with a status is on the page',
  )
})

t.test('a command names no code but those of its catalogue', async (t) => {
  const codes = errorSections.flatMap(({ entries }) => Object.keys(entries))
  const named = sources
    .filter(({ path }) => path.startsWith('cli/'))
    .flatMap(({ text }) => [...text.matchAll(/CommandError\(\s*'([A-Z_]+)'/g)].map((match) => match[1] ?? ''))
  t.same(
    named.filter((code) => !codes.includes(code)),
    [],
  )
})

t.test('every event that is logged is on the list, at its level', async (t) => {
  const known: Readonly<Record<string, { readonly level: string }>> = logEvents
  const found: string[] = []
  for (const { path, text } of sources)
    for (const [, level, event] of text.matchAll(/log\.(debug|info|warn|error)\(\s*\{\s*event: '([\w.]+)'/g)) {
      found.push(event ?? '')
      t.equal(known[event ?? '']?.level, level, `${path}: ${event}`)
    }
  t.same(
    Object.keys(known).filter((event) => !found.includes(event)),
    [],
    'no event is listed that nobody logs',
  )
})
