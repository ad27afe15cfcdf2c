/** Every code that the agent can show, and the page docs/agent-errors.md that explains them. */
import { type CatalogueEntry, configErrors } from '../config-errors.ts'
import { agentAlerts } from '../core/alerts.ts'
import { identityErrors } from '../identity/errors.ts'
import { lookDetails } from '../sources/look-detail.ts'
import { commandErrors } from './errors.ts'

type Section = {
  readonly title: string
  readonly says: string
  readonly entries: Readonly<Record<string, CatalogueEntry>>
}

/** By where a person meets them. */
export const errorSections: readonly Section[] = [
  { title: 'Configuration', says: 'Exit 78; nothing was started.', entries: configErrors },
  { title: 'Enrollment and identity', says: 'Exit 1.', entries: identityErrors },
  { title: 'Commands', says: 'Exit 1.', entries: commandErrors },
  {
    title: 'Looks at a camera',
    says: 'Shown by `test` and `status` beside the camera; nothing ends because of them.',
    entries: lookDetails,
  },
  { title: 'Alerts', says: 'Shown by `status` (exit 3) and /healthz until they are over.', entries: agentAlerts },
]

/** The page; a test compares it with docs/agent-errors.md. */
export function errorPage(): string {
  const sections = errorSections.map(({ title, says, entries }) => {
    const rows = Object.entries(entries).map(([code, { message, hint }]) => `| \`${code}\` | ${message} | ${hint} |`)
    return `\n## ${title}\n\n${says}\n\n| code | what is so | what to do now |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  return `# What the agent can complain about

A code is for ever; its words may improve. Written from the catalogues in agent/src by
\`camtally-agent config page --errors\`.
${sections.join('')}`
}
