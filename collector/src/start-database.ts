/** The database of a start: the embedded server or the one that is named, migrated and opened as the role that
 *  serves. */
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { CollectorConfig } from './config.ts'
import type { Log } from './log.ts'
import { StartError } from './start-errors.ts'
import { openStore, type Store } from './store/database.ts'
import { startEmbeddedPostgres } from './store/embedded-postgres.ts'
import { appUrlOf, deriveAppPassword, migrate } from './store/migrate.ts'

export type RunningDatabase = {
  readonly store: Store
  /** undefined where only the serving role is known. */
  readonly ownerUrl: string | undefined
  readonly isEmbedded: boolean
  close(): Promise<void>
}

export type DatabasePorts = {
  readonly clock: Clock
  readonly log: Log
  /** Commands beside a running collector leave an embedded server running. */
  readonly borrow?: boolean
}

/** Starts or finds it, migrates and opens it. @throws StartError DATABASE_UNREACHABLE, and what a migration throws */
export async function openDatabase(config: CollectorConfig, ports: DatabasePorts): Promise<RunningDatabase> {
  const isEmbedded = config.database.url === undefined && config.database.appUrl === undefined
  const server = isEmbedded ? await embeddedServer(config, ports) : externalServer(config)
  try {
    const nowMs = ports.clock.wallMs()
    const count = server.ownerUrl === undefined ? 0 : await migrate(server.ownerUrl, { ...server, nowMs })
    if (count > 0) ports.log.info({ event: 'database.migrated', migrations: count }, 'database migrated')
  } catch (cause) {
    await server.stop()
    if (isConnectionTrouble(cause)) throw new StartError('DATABASE_UNREACHABLE', whereOf(server.appUrl), { cause })
    throw cause
  }
  const onError = (err: Error) => ports.log.warn({ event: 'database.idleConnectionLost', err }, 'connection lost')
  const store = openStore(server.appUrl, { onError })
  return {
    store,
    ownerUrl: server.ownerUrl,
    isEmbedded,
    async close() {
      await store.destroy()
      await server.stop()
    },
  }
}

type Server = {
  readonly ownerUrl: string | undefined
  readonly appUrl: string
  readonly appPassword: string
  stop(): Promise<void>
}

async function embeddedServer(config: CollectorConfig, { clock, log, borrow }: DatabasePorts): Promise<Server> {
  const folder = join(config.dataDir, 'postgres')
  const server = await startEmbeddedPostgres(folder, { clock, borrow: borrow === true })
  log.info({ event: 'database.started', folder, isAdopted: server.isAdopted }, 'the embedded database runs')
  return server
}

function externalServer({ database }: CollectorConfig): Server {
  const { url: ownerUrl, appUrl } = database
  const stop = async () => undefined
  if (appUrl !== undefined) return { ownerUrl, appUrl, appPassword: decodeURIComponent(new URL(appUrl).password), stop }
  if (ownerUrl === undefined) throw new Error('a database of its own has an address')
  const appPassword = deriveAppPassword(ownerUrl)
  return { ownerUrl, appPassword, appUrl: appUrlOf(ownerUrl, appPassword), stop }
}

/** Host and database; never a user or password. */
function whereOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function isConnectionTrouble(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ENOENT|28\w{3}|3D000|08\w{3})$/.test(code)
}
