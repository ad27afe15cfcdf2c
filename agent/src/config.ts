/** Settings from their four places, flag over variable over file over default, into one AgentConfig or a list of every
 *  fault at once. No network and no clock: `config check` and `run` use this same code. */
import { isAbsolute } from 'node:path'
import { ConfigError, type ConfigFault } from './config-errors.ts'
import { resolvePaths } from './config-paths.ts'
import { type ConfigNotice, ruleFaults } from './config-rules.ts'
import type { AgentConfig } from './config-schema.ts'
import { shapeFaults } from './config-shape.ts'
import { fileSchema, otherVariables, type Setting, settings } from './config-settings.ts'
import { parseYaml } from './config-yaml.ts'

export { ConfigError, type ConfigFault } from './config-errors.ts'
export type {
  AgentConfig,
  RtspCameraConfig,
  RtspSourceConfig,
  SourceConfig,
  StaticSourceConfig,
} from './config-schema.ts'

/** Where a value came from, as `config show` prints it. */
export type Origin = 'default' | 'not set' | `flag ${string}` | `variable ${string}` | `file ${string}`

/** The four places. `flags` are by setting path, as text. `readFile` throws what the system throws. */
export type ConfigPlaces = {
  readonly flags: Readonly<Record<string, string | undefined>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly file?: string | undefined
  readonly readFile: (path: string) => string
}

export type LoadedConfig = {
  readonly config: AgentConfig
  readonly origins: ReadonlyMap<string, Origin>
  /** What is allowed and hardly meant. */
  readonly notices: readonly ConfigNotice[]
}

/** Reads all four places. Paths in the file are taken from the file's folder, others from the working folder.
 *  @throws ConfigError with every fault found */
export function loadConfig(places: ConfigPlaces): LoadedConfig {
  const file = readConfigFile(places)
  const variables = variableValues(places.env)
  const faults = [...file.faults, ...variables.faults]
  const values = new Map<string, unknown>()
  const origins = new Map<string, Origin>()
  const whereOf = new Map<string, string>()
  for (const setting of settings) {
    const given = flagValue(setting, places) ?? variables.values.get(setting.path) ?? file.values.get(setting.path)
    if (given) faults.push(...valueFaults(setting, given))
    const byDefault = defaultOf(setting, places.env)
    values.set(setting.path, given ? given.value : byDefault?.value)
    origins.set(setting.path, given?.origin ?? byDefault?.origin ?? 'not set')
    whereOf.set(setting.path, given?.where ?? setting.path)
  }
  if (faults.length > 0) throw new ConfigError(faults)
  const config = resolvePaths(toConfig(values, file.sources), { origins, file: places.file, env: places.env })
  const where = (path: string) => whereOf.get(path) ?? `${file.placeOf(path)}: ${path}`
  const rules = ruleFaults(config, { where, readFile: places.readFile })
  if (rules.faults.length > 0) throw new ConfigError(rules.faults)
  return { config, origins, notices: rules.notices }
}

/** Defaults with `given` laid over them, as a file would say it: { dataDir, http: { port: 0 }, sources: [...] }. For
 *  tests and the demo. `readFile` reads password files and files of cameras. @throws ConfigError */
export function configOf(given: object, readFile: (path: string) => string = () => ''): AgentConfig {
  const read = (path: string) => (path === 'given' ? JSON.stringify(given) : readFile(path))
  return loadConfig({ flags: {}, env: {}, file: 'given', readFile: read }).config
}

type Given = { readonly value: unknown; readonly origin: Origin; readonly where: string }

type FileValues = {
  readonly values: ReadonlyMap<string, Given>
  readonly sources: AgentConfig['sources']
  readonly faults: readonly ConfigFault[]
  readonly placeOf: (path: string) => string
}

function readConfigFile(places: ConfigPlaces): FileValues {
  const { file } = places
  const nothing = { values: new Map<string, Given>(), sources: [], placeOf: () => file ?? 'defaults' }
  if (file === undefined) return { ...nothing, faults: [] }
  let text: string
  try {
    text = places.readFile(file)
  } catch (error) {
    return { ...nothing, faults: [{ code: 'CONFIG_FILE_UNREADABLE', where: file, message: reasonOf(error) }] }
  }
  const yaml = parseYaml(file, text)
  const value = yaml.value ?? {}
  const faults = shapeFaults(fileSchema, value).map(({ code, path, message }) => ({
    code,
    where: path === '' ? yaml.placeOf(path) : `${yaml.placeOf(path)}: ${path}`,
    message,
  }))
  if (yaml.faults.length + faults.length > 0) return { ...nothing, faults: [...yaml.faults, ...faults] }
  const values = new Map<string, Given>()
  for (const { path } of settings) {
    const found = path.split('.').reduce<unknown>((at, name) => memberOf(at, name), value)
    const place = yaml.placeOf(path)
    if (found !== undefined) values.set(path, { value: found, origin: `file ${place}`, where: `${place}: ${path}` })
  }
  const sources = (memberOf(value, 'sources') ?? []) as AgentConfig['sources'] // shapeFaults has seen them
  return { values, sources, faults: [], placeOf: yaml.placeOf }
}

function variableValues(env: ConfigPlaces['env']) {
  const values = new Map<string, Given>()
  const faults: ConfigFault[] = []
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined || !name.startsWith('CAMTALLY_') || otherVariables.includes(name)) continue
    const setting = settings.find(({ variable }) => variable === name)
    if (setting) values.set(setting.path, { value: fromText(setting, text), origin: `variable ${name}`, where: name })
    else faults.push({ code: 'CONFIG_VARIABLE_UNKNOWN', where: name, message: `no such setting; known: ${like(name)}` })
  }
  return { values, faults }
}

/** The known variables that share a word with an unknown one, else all. */
function like(name: string): string {
  const words = name.split('_').slice(1)
  const close = settings.filter(({ variable }) => words.some((word) => variable.split('_').includes(word)))
  return (close.length > 0 ? close : settings).map(({ variable }) => variable).join(', ')
}

function flagValue(setting: Setting, places: ConfigPlaces): Given | undefined {
  const text = places.flags[setting.path]
  if (text === undefined) return undefined
  return { value: fromText(setting, text), origin: `flag ${setting.flag}`, where: setting.flag }
}

/** systemd names the folder it made for the service; only there is it meant (StateDirectory=). */
function defaultOf(setting: Setting, env: ConfigPlaces['env']): { value: unknown; origin: Origin } | undefined {
  const stateFolder = env['STATE_DIRECTORY']
  if (setting.path === 'dataDir' && stateFolder !== undefined && isAbsolute(stateFolder))
    return { value: stateFolder, origin: 'variable STATE_DIRECTORY' }
  return setting.schema.default === undefined ? undefined : { value: setting.schema.default, origin: 'default' }
}

/** Text of a flag or variable as the setting's type; what does not convert stays text and is refused by the schema. */
function fromText(setting: Setting, text: string): unknown {
  if (setting.schema.type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (setting.schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function valueFaults(setting: Setting, given: Given): ConfigFault[] {
  return shapeFaults(setting.schema, given.value, setting.path).map(({ code, message }) => ({
    code,
    where: given.where,
    message,
  }))
}

/** Every value was held against its schema before. */
function toConfig(values: ReadonlyMap<string, unknown>, sources: AgentConfig['sources']): AgentConfig {
  const root: Record<string, unknown> = {}
  for (const [path, value] of values) {
    const names = path.split('.')
    const last = names.pop() ?? path
    const group = names.reduce<Record<string, unknown>>((at, name) => {
      at[name] ??= {}
      return at[name] as Record<string, unknown>
    }, root)
    if (value !== undefined) group[last] = value
  }
  return { ...root, sources } as AgentConfig
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function reasonOf(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
}
