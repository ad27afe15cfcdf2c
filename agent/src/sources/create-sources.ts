/** Makes the sources that a configuration names, with what they need of the machine: the only file of this folder that
 *  reads files or interfaces. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Clock, Random } from '../clock.ts'
import type { AgentConfig } from '../config-schema.ts'
import type { CameraSource } from '../core/source.ts'
import { createLoginMemory, type LoginStore } from './login-memory.ts'
import { createNetworkView, type LocalNetwork } from './network-view.ts'
import { type Connect, connectSystem } from './rtsp-link.ts'
import { createRtspSource } from './rtsp-source.ts'
import { parseStaticScript, type StaticScript } from './static-script.ts'
import { createStaticSource } from './static-source.ts'
import { createTurns } from './turns.ts'

/** What sources need. The optional ones are the machine's own unless a test says otherwise. */
export type SourcePorts = {
  readonly clock: Clock
  readonly random: Random
  /** `event` is one of the list in log.ts. */
  readonly log?: { warn(fields: object, message: string): void }
  readonly onLook?: (source: string, durationMs: number) => void
  readonly connect?: Connect
  readonly networks?: () => readonly LocalNetwork[]
}

/** Looks at once over all sources (sources.md). */
const LOOKS_AT_ONCE = 8

/** One source for each entry of `config.sources`, in its order. Nothing is opened before `start` or `lookOnce`. */
export function createSources(config: AgentConfig, ports: SourcePorts): CameraSource[] {
  const turns = createTurns(LOOKS_AT_ONCE)
  const network = createNetworkView(ports.networks ?? systemNetworks)
  const logins = createLoginMemory(loginFile(config.dataDir, ports), ports)
  const { lookSeconds, cameraLogin } = config
  return config.sources.map((source) => {
    if (source.kind === 'static')
      return createStaticSource({ name: source.name, lookSeconds, script: scriptFile(source.file, ports) }, ports)
    return createRtspSource(
      source,
      { lookSeconds, cameraLogin },
      {
        clock: ports.clock,
        random: ports.random,
        connect: ports.connect ?? connectSystem,
        onLook: ports.onLook,
        network,
        turns,
        logins,
        readPassword: readPasswordFile,
      },
    )
  })
}

/** The first line of a password file, which may end in a line break and may hold spaces.
 *  @throws if it cannot be read or is empty */
export function readPasswordFile(file: string): string {
  const [password = ''] = readFileSync(file, 'utf8').split(/\r?\n/)
  if (password === '') throw new Error('the first line is empty')
  return password
}

/** Reads the script again when size or time of the file changed. */
function scriptFile(file: string, ports: SourcePorts): () => StaticScript | undefined {
  let version = ''
  let script: StaticScript | undefined
  return () => {
    const found = versionOf(file)
    if (found === version) return script
    version = found
    script = found === '' ? undefined : parseStaticScript(file, readOrEmpty(file)).script
    if (!script) ports.log?.warn({ event: 'source.fileRefused' }, 'a file of cameras cannot be read')
    return script
  }
}

/** Empty if there is no such file. */
function versionOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true })
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : ''
}

/** Empty text is refused by the parser, so a file that went away in between is named as unreadable. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function loginFile(dataDir: string, ports: SourcePorts): LoginStore {
  const file = join(dataDir, 'refused-logins.json')
  return {
    read() {
      return readOrEmpty(file)
    },
    write(text) {
      try {
        mkdirSync(dataDir, { recursive: true, mode: 0o700 })
        writeFileSync(`${file}.new`, text, { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch {
        // The memory holds until the agent ends; after it each of these cameras is asked once more.
        ports.log?.warn({ event: 'login.memoryUnwritable' }, 'refused logins cannot be remembered over a restart')
      }
    },
  }
}

function systemNetworks(): LocalNetwork[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.flatMap(({ cidr, internal }) => (cidr === null ? [] : [{ cidr, isLoopback: internal }]))
}
