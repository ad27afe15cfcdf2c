/** Settings for people: `config show` and the reference page docs/agent-config.md, both written from the schema. No
 *  setting is a secret: passwords are in files of their own, and a url that holds one is refused. */
import type { LoadedConfig, Origin } from './config.ts'
import { configSchema } from './config-schema.ts'
import { type SchemaNode, wantOf } from './config-shape.ts'
import { type Setting, settings } from './config-settings.ts'

export type ShownSetting = {
  readonly setting: string
  readonly value: unknown
  readonly from: Origin
  readonly variable: string
}

/** One row a setting, in the order of the schema. `value` is undefined if it is not set. */
export function shownSettings({ config, origins }: LoadedConfig): ShownSetting[] {
  return settings.map(({ path, variable }) => ({
    setting: path,
    value: path.split('.').reduce<unknown>(memberOf, config),
    from: origins.get(path) ?? 'not set',
    variable,
  }))
}

/** The page; a test compares it with docs/agent-config.md. */
export function configPage(): string {
  const sources: SchemaNode = configSchema.properties.sources
  return `# Settings of the agent

\`\`\`yaml
# agent.yaml: what most sites need
lookSeconds: 30
sources:
  - kind: rtsp
    name: yard
    username: viewer
    passwordFile: viewer.password      # one line, mode 0600; from this file's folder
    cameras:
      - name: Gate
        url: rtsp://192.168.1.20/Streaming/Channels/101
      - name: Dock 2
        url: rtsp://192.168.1.21/cam/realmonitor?channel=1&subtype=1
        maker: dahua
        serial: 4A01B2C3
\`\`\`

A flag wins over its variable, the variable over the file, the file over the default. The file is \`--config FILE\`,
else \`CAMTALLY_CONFIG\`, else ./agent.yaml, else /etc/camtally/agent.yaml. An unknown key, or an unknown variable with
our prefix, is an error. Passwords never stand in the file: \`passwordFile\` names a file, or \`credential:NAME\` what
systemd's LoadCredential= brings. Paths in the file are taken from its folder.

\`camtally-agent config check\` says what is wrong with file, line and column, \`config show\` where each value comes
from, \`config schema\` is for editors. Which streams are one camera: agent-sources.md. This page is written from the
schema by \`camtally-agent config page\`.

## Single settings

| setting | flag | variable | default | allowed | what it does |
|---|---|---|---|---|---|
${settings.map(settingRow).join('\n')}

## Sources

\`sources\` is ${wantOf(sources)}, each a map with one of these kinds.
${(sources.items?.anyOf ?? []).map(sourceSection).join('')}`
}

function settingRow({ path, flag, variable, schema }: Setting): string {
  const byDefault = schema.default === undefined ? '-' : `\`${String(schema.default)}\``
  return row([`\`${path}\``, `\`${flag}\``, `\`${variable}\``, byDefault, wantOf(schema), schema.description ?? ''])
}

function sourceSection(schema: SchemaNode): string {
  const kind = schema.properties?.['kind']
  return `
### kind: ${String(kind?.const)}

${kind?.description}

${memberTable(schema, '')}
`
}

function memberTable(schema: SchemaNode, prefix: string): string {
  return ['| key | needed | allowed | what it is |', '|---|---|---|---|', ...memberRows(schema, prefix)].join('\n')
}

function memberRows(schema: SchemaNode, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const needed = schema.required?.includes(name) ? 'yes' : ''
    const own = row([`\`${prefix}${name}\``, needed, wantOf(member), member.description ?? ''])
    return [own, ...(member.items ? memberRows(member.items, `${prefix}${name}[].`) : [])]
  })
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
