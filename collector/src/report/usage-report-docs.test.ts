/** docs/usage-report.md and the forms it describes agree both ways. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { buildUsageReport } from '../domain/usage-report.ts'
import { usageReportShape } from '../domain/usage-report-shape.ts'
import type { Shape } from '../domain/usage-report-shaped-json.ts'
import { northgateReport } from '../domain/usage-report-story.ts'
import { invoiceColumns } from './invoice-csv.ts'
import { northgateInvoice } from './story.ts'
import { cameraColumns, dayColumns } from './usage-report-csv.ts'

const page = readFileSync(new URL('../../../docs/usage-report.md', import.meta.url), 'utf8')
const report = buildUsageReport(northgateReport())

/** The cells of the tables below a heading, without heads. */
function rowsOf(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return rows.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
}

t.test('R28 each member of report.json is described with its kind, and no other', async (t) => {
  const rows = rowsOf('report.json')
  t.same(
    rows.map(([member, kind]) => `${member}: ${kind}`),
    membersOf(usageReportShape.members, '').map(([member, kind]) => `${member}: ${kind}`),
  )
  t.same(
    rows.filter(([, , meaning]) => !meaning),
    [],
    'each has a meaning',
  )
})

t.test('each column of the CSV files is described, in their order', async (t) => {
  const names = (columns: readonly { name: string }[]) => columns.map((column) => column.name)
  for (const [heading, columns] of [
    ['CSV by day', names(dayColumns(report))],
    ['CSV by camera', names(cameraColumns(report))],
    ['CSV of an invoice', names(invoiceColumns(northgateInvoice()))],
  ] as const)
    t.same(
      rowsOf(heading).map(([column]) => column),
      columns,
      heading,
    )
})

function membersOf(members: { readonly [name: string]: Shape }, prefix: string): [string, string][] {
  return Object.entries(members).flatMap(([name, shape]) => described(shape, `${prefix}${name}`))
}

function described(shape: Shape, path: string): [string, string][] {
  if (typeof shape === 'string') return [[path, shape]]
  if ('oneOf' in shape) return [[path, shape.oneOf.join(', ')]]
  if ('members' in shape) return [[path, 'object'], ...membersOf(shape.members, `${path}.`)]
  if ('nullable' in shape) {
    const [[, kind] = ['', ''], ...inner] = described(shape.nullable, path)
    return [[path, `${kind} or null`], ...inner]
  }
  const [[, kind] = ['', ''], ...inner] = described(shape.list, `${path}[]`)
  return [[path, kind === 'object' ? 'list' : `list of ${kind}`], ...inner]
}
