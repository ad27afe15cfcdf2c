/** One collector from its settings: database, keys, broker, API, intake and jobs, in the order in which each needs
 *  the one before; closed in the opposite order. What cannot start undoes what did. */
import { Registry } from 'prom-client'
import { type Clock, type Random, systemClock } from './clock.ts'
import type { CollectorConfig } from './config.ts'
import type { Api } from './http/api.ts'
import { Problem } from './http/problem.ts'
import { buildServer } from './http/server.ts'
import { type RunningIngest, startIngest } from './ingest/start.ts'
import type { Seller } from './jobs/job.ts'
import { jobMetrics } from './jobs/metrics.ts'
import type { RunReport } from './jobs/run-due.ts'
import { type RunningJobs, startJobs } from './jobs/start.ts'
import { graceHoursInForce } from './ledger/rate-card-in-force.ts'
import { type Log, openLog } from './log.ts'
import { nodeCrypto } from './node-crypto.ts'
import { type OpenBroker, openBroker } from './start-broker.ts'
import { openDatabase } from './start-database.ts'
import { openSigners } from './start-keys.ts'
import { ensureOpsToken } from './start-ops-token.ts'
import { acrossAccounts, databaseClockMs, type Store } from './store/database.ts'

export type StartPorts = {
  readonly clock: Clock
  readonly random: Random
  /** Left out: JSON lines on stderr at config.log.level. */
  readonly log?: Log
  /** Requests of enrollment an address may make in a minute; 10 as the protocol says, more in simulations. */
  readonly enrollmentsPerMinute?: number
}

export type RunningCollector = {
  /** Where the API listens. */
  readonly url: string
  /** The broker as gateways are told. */
  readonly mqttUrl: string
  /** The file of the first ops token; it is written at the first start only. */
  readonly opsTokenFile: string
  readonly isNewInstallation: boolean
  /** Runs what is due of one job, or of all, without waiting for journals or for a tick. */
  runJobs(name?: string): Promise<RunReport>
  /** Resolves when what gateways sent until now is stored, receipted and projected. */
  settle(): Promise<void>
  /** Why it is not ready; empty when it is. */
  notReady(): readonly string[]
  close(): Promise<void>
}

/** Starts and resolves when the API answers and the broker delivered a message to ourselves.
 *  @throws StartError, and what the database or the broker said */
export async function start(config: CollectorConfig, ports: StartPorts): Promise<RunningCollector> {
  const log = ports.log ?? openLog(config.log.level, () => ports.clock.wallMs())
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    return await startAll(config, { ...ports, log }, { closing, close })
  } catch (error) {
    await close()
    throw error
  }
}

type Closing = { readonly closing: (() => Promise<unknown>)[]; readonly close: () => Promise<void> }
type Ports = StartPorts & { readonly log: Log }
/** What comes up later than the API, which says so until then. */
type Running = { ingest?: RunningIngest; jobs?: RunningJobs }

async function startAll(config: CollectorConfig, ports: Ports, { closing, close }: Closing): Promise<RunningCollector> {
  const { clock, random, log } = ports
  const signers = openSigners(config, random)
  const database = await openDatabase(config, { clock, log })
  closing.push(() => database.close())
  const { store } = database
  const broker = await openBroker(config, { store, clock, log })
  closing.push(() => broker.link.close())
  const parts: Parts = { config, ports, store, signers, broker, registry: new Registry(), running: {} }
  const api = await buildApi(parts)
  closing.push(() => api.close())
  const url = await api.listen({ host: config.http.host, port: config.http.port })
  const grace = { hours: await acrossAccounts(store, graceHoursInForce) }
  const ingest = await startIngest({
    ...{ store, clock, log, registry: parts.registry, link: broker.link, signer: signers.receipt },
    graceHours: () => grace.hours,
    ...(clock === systemClock ? { databaseClockMs: () => databaseClockMs(store) } : {}),
  })
  parts.running.ingest = ingest
  closing.push(() => ingest.stop())
  const jobs = await beginJobs(parts, ingest, async () => {
    grace.hours = await acrossAccounts(store, graceHoursInForce)
  })
  parts.running.jobs = jobs
  closing.push(() => jobs.stop())
  const token = await ensureOpsToken(database, config.dataDir, { clock, random })
  log.info({ event: 'collector.started', url, mqttUrl: broker.told.url, jobs: config.jobs }, 'collector started')
  return {
    url,
    mqttUrl: broker.told.url,
    opsTokenFile: token.path,
    isNewInstallation: token.isNew,
    runJobs: (name) => jobs.run(name === undefined ? {} : { only: name }),
    settle: () => ingest.settle(),
    notReady: () => notReady(parts.running),
    async close() {
      log.info({ event: 'collector.stopping' }, 'stopping')
      await close()
      log.info({ event: 'collector.stopped' }, 'stopped')
    },
  }
}

type Parts = {
  readonly config: CollectorConfig
  readonly ports: Ports
  readonly store: Store
  readonly signers: ReturnType<typeof openSigners>
  readonly broker: OpenBroker
  readonly registry: Registry
  readonly running: Running
}

function buildApi({ config, ports, store, signers, broker, registry, running }: Parts): Promise<Api> {
  const { clock, random, log, enrollmentsPerMinute } = ports
  return buildServer({
    ...{ store, clock, random, signers, log, crypto: nodeCrypto },
    mqtt: () => broker.told,
    notReady: () => notReady(running),
    metrics: { contentType: registry.contentType, text: () => registry.metrics() },
    trustProxy: config.http.trustProxy,
    jobs: () => {
      if (running.jobs === undefined) throw new Problem('NOT_READY')
      return running.jobs
    },
    ...(enrollmentsPerMinute === undefined ? {} : { enrollmentsPerMinute }),
  })
}

function beginJobs(parts: Parts, ingest: RunningIngest, onTick: () => Promise<void>): Promise<RunningJobs> {
  const { config, ports, store, signers, broker, registry } = parts
  const { clock, random, log } = ports
  jobMetrics(registry, { store, clock, dataDir: config.dataDir })
  return startJobs(
    {
      ...{ store, clock, random, log, signers, seller: sellerOf(config) },
      settle: () => ingest.settle(),
      publish: (topic, payload) => broker.link.publish(topic, payload),
    },
    { isOn: config.jobs === 'on', catchUpMinutes: config.catchUpMinutes, onTick },
  )
}

/** "VAT ATU12345678" is the label VAT and its value. */
function sellerOf({ seller }: CollectorConfig): Seller {
  const [label = '', ...value] = seller.taxId.split(' ')
  return {
    name: seller.name,
    address: seller.address === '' ? [] : seller.address.split(/;\s*/),
    taxIds: seller.taxId === '' ? [] : [{ label, value: value.join(' ') }],
    dueInDays: seller.dueInDays,
  }
}

function notReady({ ingest, jobs }: Running): readonly string[] {
  if (ingest === undefined) return ['the broker has not delivered a message to ourselves yet']
  if (!ingest.isReady()) return ['the broker is away, or our clock differs from the database']
  return jobs === undefined ? ['the jobs have not started'] : []
}
