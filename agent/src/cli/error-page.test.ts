/** Codes and pages agree both ways, so that nobody meets a code that is explained nowhere. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { configPage } from '../config-show.ts'
import { errorPage, errorSections } from './error-page.ts'

const page = (name: string) => readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8')

t.test('docs/agent-errors.md and docs/agent-config.md are what the code says', async (t) => {
  t.equal(page('agent-errors.md'), errorPage(), 'else: camtally-agent config page --errors > docs/agent-errors.md')
  t.equal(page('agent-config.md'), configPage(), 'else: camtally-agent config page > docs/agent-config.md')
})

t.test('style 6: each code is explained once, in words that a table can hold', async (t) => {
  const entries = errorSections.flatMap(({ entries: section }) => Object.entries(section))
  const codes = entries.map(([code]) => code)
  t.same(
    codes.filter((code, i) => codes.indexOf(code) !== i),
    [],
    'no code twice',
  )
  t.same(
    codes.filter((code) => !/^[A-Z][A-Z_]+$/.test(code)),
    [],
  )
  for (const [code, { message, hint }] of entries) t.notMatch(`${message}${hint}`, /[|\n]/, code)
  const named = [...page('agent-errors.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code)
  t.same(named, codes)
})
