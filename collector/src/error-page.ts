/** Every code the collector can show, and the page docs/errors.md that explains them. */
import { outcomes, protocolErrors } from '@camtally/protocol'
import { commandErrors } from './cli/errors.ts'
import { faults, refusals } from './domain/errors.ts'
import { httpErrors } from './http/errors.ts'
import { catalogue, statusOf } from './http/status.ts'
import { ingestErrors } from './ingest/errors.ts'
import { startErrors } from './start-errors.ts'

type Entry = { readonly message: string; readonly hint: string; readonly rule?: string }
type Section = {
  readonly title: string
  readonly says: string
  readonly entries: Readonly<Record<string, Entry>>
}

/** By where a reader meets them; a code stands in one section only. */
export const errorSections: readonly Section[] = [
  { title: 'Start', says: 'Exit 78; nothing was started.', entries: startErrors },
  { title: 'Requests', says: 'application/problem+json with the status named (RFC 9457).', entries: httpErrors },
  {
    title: 'Requests that a rule of billing refuses',
    says: 'The account stays as it was; the rule is the one of docs/billing-rules.md.',
    entries: refusals,
  },
  {
    title: 'Documents that cannot be read',
    says: 'Rate cards, scenarios: the message names the path.',
    entries: faults,
  },
  {
    title: 'Statements that are refused',
    says: 'Counted, logged, the newest 100 of a gateway kept.',
    entries: ingestErrors,
  },
  {
    title: 'Statements and minutes that do not count',
    says: "Stored and receipted, shown in the report: they are somebody's money.",
    entries: outcomes,
  },
  {
    title: 'Signed messages',
    says: 'As protocol/SPEC.md names them; enrollment answers some as problems.',
    entries: protocolErrors,
  },
  { title: 'Commands', says: 'Exit 1.', entries: commandErrors },
]

/** The page; a test compares it with docs/errors.md. */
export function errorPage(): string {
  const sections = errorSections.map(({ title, says, entries }) => {
    const rows = Object.entries(entries).map(
      ([code, entry]) =>
        `| \`${code}\` | ${statusText(code)} | ${entry.message} | ${entry.hint} | ${entry.rule ?? ''} |`,
    )
    const table = ['| code | status | what is so | what to do now | rule |', '|---|---|---|---|---|', ...rows]
    return `\n## ${title}\n\n${says}\n\n${table.join('\n')}\n`
  })
  return `# What the collector can refuse

A code is for ever; its words may improve. \`/errors/CODE\` of a running collector says the same of those with a status.
Written from the catalogues in collector/src and protocol/src by \`camtally-collector config page --errors\`.
${sections.join('')}`
}

function statusText(code: string): string {
  return Object.hasOwn(catalogue, code) ? String(Object.entries(statusOf).find(([name]) => name === code)?.[1]) : ''
}
