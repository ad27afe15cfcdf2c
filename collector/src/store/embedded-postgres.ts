/** A PostgreSQL of our own, from the binaries that came with npm, in a folder of our own: what a collector with no
 *  DATABASE_URL runs on. The server outlives a collector that is killed; the next one adopts it. */
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Clock, systemClock } from '../clock.ts'
import { appUrlOf, deriveAppPassword } from './migrate.ts'
import { findRunner, type PostgresRunner, waysOut } from './postgres-binaries.ts'
import { findServer, forgetDeadServer, type RunningServer } from './postgres-process.ts'
import { runPostgres } from './postgres-run.ts'
import { socketFolder } from './postgres-socket.ts'

export interface EmbeddedPostgres {
  /** Address of the owner, who migrates. */
  readonly ownerUrl: string
  /** Address of the app's role; good once migrated with `appPassword`. */
  readonly appUrl: string
  readonly appPassword: string
  /** True when the server was already running in this folder. */
  readonly isAdopted: boolean
  /** Ends the server, waiting for it; a borrowed one is left running. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** false (tests only): no fsync, so a power cut may lose the folder. */
  readonly isDurable?: boolean
  /** Leave a server that was already running as it is at `stop` (commands beside a running collector). */
  readonly borrow?: boolean
  readonly clock?: Clock
}

/** Starts the server of `dataDir`, making the folder and its database the first time.
 *  @throws with the server's own last words and the two ways out */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir)
  const runner = findRunner()
  const home: Home = { folder, data: join(folder, 'data'), log: join(folder, 'server.log'), runner }
  if (!existsSync(join(home.data, 'PG_VERSION'))) await create(home)
  const running = await forgetDeadServer(home.data, options.clock ?? systemClock)
  if (running) return handle({ home, server: running, isAdopted: true, isKept: options.borrow === true })
  const server = await launch(home, options)
  return handle({ home, server, isAdopted: false, isKept: false })
}

interface Home {
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly runner: PostgresRunner
}

const ownerRole = 'camtally_owner'

/** initdb into a folder beside, renamed when whole: a crash leaves nothing that looks like a database. */
async function create(home: Home): Promise<void> {
  mkdirSync(dirname(home.folder), { recursive: true }) // as open as the rest of the path: `nobody` must pass
  mkdirSync(home.folder, { recursive: true, mode: 0o700 })
  const making = join(home.folder, `data.new.${process.pid}`)
  const password = join(home.folder, `password.new.${process.pid}`)
  mkdirSync(making, { mode: 0o700 })
  writeFileSync(password, randomBytes(32).toString('base64url'), { mode: 0o600 })
  if (home.runner.runAs !== undefined) {
    for (const path of [home.folder, making, password]) chownSync(path, home.runner.runAs, home.runner.runAs)
  }
  try {
    const auth = ['--auth=scram-sha-256', `--username=${ownerRole}`, `--pwfile=${password}`]
    const text = ['--encoding=UTF8', '--locale=C', '--no-instructions']
    await runPostgres(home.runner, 'initdb', ['-D', making, ...auth, ...text])
    renameSync(password, passwordFile(home.folder))
    renameSync(making, home.data)
  } catch (error) {
    for (const path of [making, password]) rmSync(path, { recursive: true, force: true })
    throw new Error(`initdb in ${home.folder} failed: ${waysOut}`, { cause: error })
  }
}

async function launch(home: Home, options: EmbeddedPostgresOptions): Promise<RunningServer> {
  const sockets = socketFolder(home.folder, home.runner.runAs)
  const settings = [
    `unix_socket_directories=${sockets}`,
    'unix_socket_permissions=0700',
    'listen_addresses=',
    'port=5432',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(options.isDurable === false ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ]
  const serverOptions = settings.map((setting) => `-c '${setting}'`).join(' ')
  try {
    await runPostgres(home.runner, 'pg_ctl', [
      '-D',
      home.data,
      '-l',
      home.log,
      '-w',
      '-t',
      '60',
      '-o',
      serverOptions,
      'start',
    ])
  } catch (error) {
    const running = findServer(home.data)
    if (running) return running // another process was faster
    throw new Error(`PostgreSQL did not start: ${lastWords(home.log)}; ${waysOut}`, { cause: error })
  }
  const server = findServer(home.data)
  if (!server) throw new Error(`PostgreSQL started and left: ${lastWords(home.log)}; ${waysOut}`)
  return server
}

interface Held {
  readonly home: Home
  readonly server: RunningServer
  readonly isAdopted: boolean
  readonly isKept: boolean
}

function handle({ home, server, isAdopted, isKept }: Held): EmbeddedPostgres {
  const host = encodeURIComponent(server.socketFolder)
  const password = readFileSync(passwordFile(home.folder), 'utf8')
  const ownerUrl = `postgres://${ownerRole}:${password}@localhost:${server.port}/postgres?host=${host}`
  const appPassword = deriveAppPassword(ownerUrl)
  return {
    ownerUrl,
    appUrl: appUrlOf(ownerUrl, appPassword),
    appPassword,
    isAdopted,
    async stop() {
      if (isKept || findServer(home.data)?.pid !== server.pid) return
      await runPostgres(home.runner, 'pg_ctl', ['-D', home.data, '-m', 'fast', '-w', '-t', '60', 'stop'])
      if (!server.socketFolder.startsWith(home.folder)) rmSync(server.socketFolder, { recursive: true, force: true })
    },
  }
}

function passwordFile(folder: string): string {
  return join(folder, 'owner-password')
}

function lastWords(log: string): string {
  if (!existsSync(log)) return 'it wrote no log'
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-3).join(' | ')
}
