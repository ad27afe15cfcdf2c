/** Settings for people: `config show` (where each value comes from, secrets masked) and docs/collector-config.md. */
import type { LoadedConfig } from './config.ts'
import { type Setting, settings } from './config-schema.ts'

export type ShownSetting = { readonly setting: string; readonly value: string; readonly from: string }

/** One row a setting, in the order of the schema. Secrets show only that they are set. */
export function shownSettings({ config, origins }: LoadedConfig): ShownSetting[] {
  return settings.map((setting) => {
    const value = valueAt(config, setting.path)
    const shown = value === undefined ? '' : setting.isSecret ? '(set, not shown)' : String(value)
    return { setting: setting.path, value: shown, from: origins.get(setting.path) ?? 'not set' }
  })
}

/** The reference page, written from the schema; a test compares it with docs/collector-config.md. */
export function configPage(): string {
  return `# Settings of the collector

\`camtally-collector serve\` needs none: it starts a PostgreSQL and a broker of its own, with data in ./camtally-data.
A flag wins over its variable, that over the file (\`--config FILE\` or CAMTALLY_CONFIG, YAML), that over the default.
An unknown key or CAMTALLY_ variable is an error; a secret can be read from a file by adding \`_FILE\` to its variable.
\`camtally-collector config check\` says what is wrong with file, line and column; \`config show\` says where each value
comes from.
This page is written from collector/src/config-schema.ts (\`camtally-collector config page\`).

| setting | flag | variable | default | allowed | what it does |
|---|---|---|---|---|---|
${settings.map(row).join('\n')}
`
}

function row(setting: Setting): string {
  const { schema } = setting
  const names = [setting.variable, ...(setting.alias === undefined ? [] : [setting.alias])]
  const variables = names.flatMap((name) => (setting.isSecret ? [`\`${name}\``, `\`${name}_FILE\``] : [`\`${name}\``]))
  const byDefault = schema.default === undefined ? '-' : `\`${String(schema.default)}\``
  const shown = [`\`${setting.path}\``, `\`${setting.flag}\``, variables.join(' ')]
  return `| ${[...shown, byDefault, allowed(setting), schema.description].join(' | ')} |`
}

function allowed({ schema }: Setting): string {
  if (schema.enum) return schema.enum.join(', ')
  if (schema.type === 'boolean') return 'true, false'
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`
  return schema.pattern === undefined ? 'text' : `\`${schema.pattern.replaceAll('|', '\\|')}\``
}

function valueAt(config: object, path: string): unknown {
  let value: unknown = config
  for (const name of path.split('.')) {
    const at = name
    value =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === at)?.[1] : undefined
  }
  return value
}
