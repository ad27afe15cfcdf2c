/** Settings from their four places, flag over variable over file over default, into one CollectorConfig or a list of
 *  every fault at once. No network and no clock: `config check` and `serve` run this same code. */
import { parseConfigFile } from './config-file.ts'
import { type CollectorConfig, configSchema, otherVariables, type Setting, settings } from './config-schema.ts'
import { shapeOf } from './shape.ts'

export type { CollectorConfig } from './config-schema.ts'

/** Where a value came from, as `config show` prints it. */
export type Origin = 'default' | 'not set' | `flag ${string}` | `variable ${string}` | `file ${string}`

export type ConfigSources = {
  /** Values by setting path, as the command line gave them. */
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly env: Readonly<Record<string, string | undefined>>
  /** Path of the YAML file (--config or CAMTALLY_CONFIG), if there is one. */
  readonly file?: string | undefined
  readonly readFile: (path: string) => string
}

export type LoadedConfig = {
  readonly config: CollectorConfig
  readonly origins: ReadonlyMap<string, Origin>
}

/** One fault of the configuration: `where` is a flag, a variable or file:line:column. */
export type ConfigFault = { readonly code: string; readonly where: string; readonly message: string }

/** What `serve` exits 78 with: every fault, none half applied. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[]
  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ where, message, code }) => `${where}: ${message}    [${code}]`).join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

type Given = { readonly value: unknown; readonly origin: Origin; readonly where: string }

/** Reads all four places. @throws ConfigError with every fault found. */
export function loadConfig(sources: ConfigSources): LoadedConfig {
  const faults: ConfigFault[] = []
  const file = fileValues(sources, faults)
  const fromEnv = envValues(sources, faults)
  const values = new Map<string, unknown>()
  const origins = new Map<string, Origin>()
  for (const setting of settings) {
    const flag = sources.flags[setting.path]
    const flagged: Given | undefined =
      flag === undefined
        ? undefined
        : { value: fromText(setting, flag), origin: `flag ${setting.flag}`, where: setting.flag }
    const given = flagged ?? fromEnv.get(setting.path) ?? file.get(setting.path)
    if (given) checkValue(setting, given, faults)
    values.set(setting.path, given ? given.value : setting.schema.default)
    origins.set(setting.path, given?.origin ?? (setting.schema.default === undefined ? 'not set' : 'default'))
  }
  if (faults.length > 0) throw new ConfigError(faults)
  const config = parseConfig(nest(values))
  const missing = missingTogether(config)
  if (missing.length > 0) throw new ConfigError(missing)
  return { config, origins }
}

/** The settings of an embedded collector with `given` laid over the defaults, for tests and the demo.
 *  `given` has setting paths as keys: { 'http.port': 0 }. @throws ConfigError */
export function configOf(given: Readonly<Record<string, string | number | boolean>>): CollectorConfig {
  const flags = Object.fromEntries(Object.entries(given).map(([path, value]) => [path, String(value)]))
  const unknown = Object.keys(flags).find((path) => !settings.some((setting) => setting.path === path))
  if (unknown !== undefined) throw new ConfigError([{ ...unknownKey(unknown), where: unknown }])
  return loadConfig({ flags, env: {}, readFile: () => '' }).config
}

const faultsOf = shapeOf(configSchema)

function parseConfig(value: unknown): CollectorConfig {
  const faults = faultsOf(value)
  if (faults.length === 0) return value as CollectorConfig
  throw new ConfigError(
    faults.map(({ pointer, detail }) => ({
      code: 'CONFIG_VALUE_INVALID',
      where: pointer.slice(1).replaceAll('/', '.'),
      message: detail,
    })),
  )
}

function fileValues(sources: ConfigSources, faults: ConfigFault[]): Map<string, Given> {
  const given = new Map<string, Given>()
  if (sources.file === undefined) return given
  const text = readOrFault(sources, sources.file, { where: sources.file, faults })
  const file = parseConfigFile(sources.file, text ?? '')
  for (const { place, message } of file.faults) faults.push({ code: 'CONFIG_FILE_INVALID', where: place, message })
  for (const [path, { value, place }] of file.entries) {
    if (settings.some((setting) => setting.path === path))
      given.set(path, { value, origin: `file ${place}`, where: `${place} ${path}` })
    else if (!isEmptyGroup(path, value)) faults.push({ ...unknownKey(path), where: `${place} ${path}` })
  }
  return given
}

/** `http: {}` and `http:` name a group and set nothing. */
function isEmptyGroup(path: string, value: unknown): boolean {
  const isGroup = settings.some((setting) => setting.path.startsWith(`${path}.`))
  return isGroup && (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value)))
}

function unknownKey(path: string): { code: string; message: string } {
  const group = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
  const inGroup = settings.filter((setting) => setting.path.startsWith(`${group}.`))
  const known = group !== '' && inGroup.length > 0 ? inGroup : settings
  return { code: 'CONFIG_KEY_UNKNOWN', message: `unknown key; known here: ${known.map((s) => s.path).join(', ')}` }
}

function envValues(sources: ConfigSources, faults: ConfigFault[]): Map<string, Given> {
  const given = new Map<string, Given>()
  for (const [name, text] of Object.entries(sources.env)) {
    if (text === undefined) continue
    const found = settingOf(name)
    if (found === 'unknown')
      faults.push({ code: 'CONFIG_VARIABLE_UNKNOWN', where: name, message: 'unknown variable; see `config show`' })
    if (found === 'unknown' || found === undefined) continue
    const { setting, isFile } = found
    if (given.has(setting.path)) {
      const message = `${setting.path} is already set by ${given.get(setting.path)?.where}; keep one of the two`
      faults.push({ code: 'CONFIG_VARIABLE_DOUBLE', where: name, message })
      continue
    }
    const value = isFile ? readOrFault(sources, text, { where: name, faults })?.trim() : text
    if (value !== undefined)
      given.set(setting.path, { value: fromText(setting, value), origin: `variable ${name}`, where: name })
  }
  return given
}

function settingOf(name: string): { setting: Setting; isFile: boolean } | 'unknown' | undefined {
  for (const setting of settings) {
    const names = setting.alias === undefined ? [setting.variable] : [setting.variable, setting.alias]
    if (names.includes(name)) return { setting, isFile: false }
    if (setting.isSecret && names.some((known) => `${known}_FILE` === name)) return { setting, isFile: true }
  }
  const isOurs = name.startsWith('CAMTALLY_') && !otherVariables.some((other) => other === name)
  return isOurs ? 'unknown' : undefined
}

function readOrFault(
  sources: ConfigSources,
  path: string,
  to: { readonly where: string; readonly faults: ConfigFault[] },
): string | undefined {
  try {
    return sources.readFile(path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    to.faults.push({ code: 'CONFIG_FILE_UNREADABLE', where: to.where, message: `cannot read ${path}: ${why}` })
    return undefined
  }
}

/** Text of a flag or variable as the setting's type; what does not convert stays text and is refused by the schema. */
function fromText(setting: Setting, text: string): unknown {
  if (setting.schema.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (setting.schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function checkValue(setting: Setting, given: Given, faults: ConfigFault[]): void {
  const probe = settingShapes.get(setting.path)
  for (const { detail } of probe?.(given.value) ?? []) {
    const found = setting.isSecret ? '' : `, found ${JSON.stringify(given.value)}`
    faults.push({ code: 'CONFIG_VALUE_INVALID', where: given.where, message: `${setting.path} ${detail}${found}` })
  }
}

const settingShapes = new Map(settings.map((setting) => [setting.path, shapeOf(setting.schema)]))

function nest(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [path, value] of values) {
    const [group, name] = path.includes('.') ? path.split('.') : [undefined, path]
    const target = group === undefined ? root : groupOf(root, group)
    if (value !== undefined && name !== undefined) target[name] = value
  }
  return root
}

function groupOf(root: Record<string, unknown>, name: string): Record<string, unknown> {
  const found = root[name]
  if (typeof found === 'object' && found !== null) return found as Record<string, unknown>
  const made: Record<string, unknown> = {}
  root[name] = made
  return made
}

/** A database of its own may be shared by several collectors, so its keys cannot be made here by each of them. */
function missingTogether(config: CollectorConfig): ConfigFault[] {
  if (config.database.url === undefined && config.database.appUrl === undefined) return []
  return (['receiptKeyFile', 'billingKeyFile'] as const)
    .filter((path) => config[path] === undefined)
    .map((path) => ({
      code: 'CONFIG_VALUE_MISSING',
      where: path,
      message: 'needed with a database of its own: every collector signs with the same key; make one: key create',
    }))
}
