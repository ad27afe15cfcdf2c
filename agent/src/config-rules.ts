/** What the schema cannot say: names that must differ, addresses without passwords, logins that are whole, files that
 *  can be read. */
import type { ConfigCode, ConfigFault } from './config-errors.ts'
import type { AgentConfig, RtspCameraConfig, RtspSourceConfig, StaticSourceConfig } from './config-schema.ts'
import { memberPath } from './config-yaml.ts'
import { parseRtspUrl } from './sources/rtsp-address.ts'
import { camerasOf, type LoginConfig } from './sources/rtsp-cameras.ts'
import { parseStaticScript } from './sources/static-script.ts'

/** Allowed, and hardly meant: shown by `config check`, `run` and `test`. */
export type ConfigNotice = { readonly where: string; readonly message: string }

export type RulePorts = {
  /** How a message names a path: file:line:column and the path, or the flag or variable. */
  readonly where: (path: string) => string
  readonly readFile: (path: string) => string
}

/** One gateway's cameras fit into the parts of one inventory (protocol 1). */
const MOST_CAMERAS = 1000

/** Every fault that is left once all values fit the schema; all paths are whole. */
export function ruleFaults(
  config: AgentConfig,
  ports: RulePorts,
): { readonly faults: readonly ConfigFault[]; readonly notices: readonly ConfigNotice[] } {
  const faults: ConfigFault[] = []
  const notices: ConfigNotice[] = []
  const rules: Rules = {
    ...ports,
    fault: (code, path, message) => faults.push({ code, where: ports.where(path), message }),
    notice: (path, message) => notices.push({ where: ports.where(path), message }),
  }
  checkLogin({ path: 'cameraLogin', login: config.cameraLogin, above: [] }, rules)
  checkNames(config.sources, 'sources', rules)
  for (const [i, source] of config.sources.entries()) {
    const path = memberPath('sources', i)
    if (source.kind === 'rtsp') checkRtsp(source, { path, fallback: config.cameraLogin }, rules)
    else checkStatic(source, path, rules)
  }
  const count = config.sources.reduce((sum, source) => sum + (source.kind === 'rtsp' ? source.cameras.length : 0), 0)
  if (count > MOST_CAMERAS) rules.fault('CONFIG_CAMERAS_LIMIT', 'sources', `${count} cameras; at most ${MOST_CAMERAS}`)
  if (config.sources.length === 0) rules.notice('sources', 'no sources: the agent will sign that it sees no cameras')
  return { faults, notices }
}

type Rules = RulePorts & {
  readonly fault: (code: ConfigCode, path: string, message: string) => void
  readonly notice: (path: string, message: string) => void
}

function checkNames(named: readonly { readonly name: string }[], path: string, rules: Rules): void {
  const first = new Map<string, number>()
  for (const [i, { name }] of named.entries()) {
    const before = first.get(name)
    const at = memberPath(memberPath(path, i), 'name')
    if (before === undefined) first.set(name, i)
    else rules.fault('CONFIG_NAME_TWICE', at, `${memberPath(path, before)} has this name already`)
  }
}

function checkRtsp(source: RtspSourceConfig, at: { path: string; fallback: LoginConfig }, rules: Rules): void {
  const { path, fallback } = at
  const list = memberPath(path, 'cameras')
  checkLogin({ path, login: source, above: [fallback] }, rules)
  checkNames(source.cameras, list, rules)
  for (const [i, camera] of source.cameras.entries()) {
    checkLogin({ path: memberPath(list, i), login: camera, above: [source, fallback] }, rules)
    checkCamera(camera, memberPath(list, i), rules)
  }
  for (const { name, others } of camerasOf(source, fallback)) {
    if (others.length > 0) rules.notice(list, `${[name, ...others].join(', ')}: streams of one camera, counted once`)
  }
}

function checkCamera(camera: RtspCameraConfig, path: string, rules: Rules): void {
  const address = parseRtspUrl(camera.url)
  const url = memberPath(path, 'url')
  if (address === 'SECRET_IN_URL')
    rules.fault('CONFIG_SECRET_IN_TEXT', url, 'holds a user or password; use username and passwordFile instead')
  if (address === 'URL_MALFORMED')
    rules.fault('CONFIG_VALUE_INVALID', url, 'is no address; rtsp://HOST:PORT/PATH would do')
  if (camera.serial !== undefined && camera.maker === undefined)
    rules.fault('CONFIG_MAKER_MISSING', memberPath(path, 'serial'), 'needs `maker` beside it')
}

/** A login may take its user from one level and its file from another; what must not be is half of one in the end. */
function checkLogin(
  at: { readonly path: string; readonly login: LoginConfig; readonly above: readonly LoginConfig[] },
  rules: Rules,
): void {
  const { path, login, above } = at
  const levels = [login, ...above]
  const hasUser = levels.some(({ username }) => username !== undefined)
  const hasFile = levels.some(({ passwordFile }) => passwordFile !== undefined)
  const file = memberPath(path, 'passwordFile')
  if (login.passwordFile !== undefined) {
    const unreadable = passwordFault(login.passwordFile, rules)
    if (unreadable) rules.fault('CONFIG_FILE_UNREADABLE', file, unreadable)
    if (!hasUser) rules.fault('CONFIG_LOGIN_HALF', file, 'has no `username` beside it or above it')
  }
  if (login.username !== undefined && !hasFile)
    rules.fault('CONFIG_LOGIN_HALF', memberPath(path, 'username'), 'has no `passwordFile` beside it or above it')
}

function passwordFault(file: string, rules: Rules): string | undefined {
  if (file.startsWith('credential:')) return 'names a credential, but systemd gave none (LoadCredential=)'
  try {
    return rules.readFile(file).split(/\r?\n/)[0] === '' ? 'names a file whose first line is empty' : undefined
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

function checkStatic(source: StaticSourceConfig, path: string, rules: Rules): void {
  const file = memberPath(path, 'file')
  let text: string
  try {
    text = rules.readFile(source.file)
  } catch (error) {
    rules.fault('CONFIG_FILE_UNREADABLE', file, error instanceof Error ? error.message : String(error))
    return
  }
  for (const { code, where, message } of parseStaticScript(source.file, text).faults)
    rules.fault(code, file, `${where}: ${message}`)
}
