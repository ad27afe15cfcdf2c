/** The jobs of one collector: ticks, the wait after a silence, and running on demand. */
import cron from 'node-cron'
import { systemClock } from '../clock.ts'
import { acrossAccounts } from '../store/database.ts'
import { listJobRows, saveJobDue, stampTick } from '../store/job-due.ts'
import type { Job, JobPorts } from './job.ts'
import { jobs } from './jobs.ts'
import { type RunReport, type RunWish, runDue } from './run-due.ts'

export type RunningJobs = {
  /** Runs what is due now, or until `asOf` (ms): it waits for nothing. */
  run(wish?: Partial<Pick<RunWish, 'asOf' | 'only'>>): Promise<RunReport>
  readonly list: readonly Job[]
  /** When closing begins again after a silence (ms), or undefined. */
  waitsUntil(): number | undefined
  /** Resolves when the tick under way has ended. */
  stop(): Promise<void>
}

export type JobSettings = {
  /** off: nothing runs by itself. */
  readonly isOn: boolean
  readonly catchUpMinutes: number
  /** After each tick, whoever ran. */
  readonly onTick?: () => Promise<void>
}

/** A silence of all collectors that journals have to be waited for. */
const silenceMs = 10 * 60_000

/** Stamps the start and begins to tick. */
export async function startJobs(ports: JobPorts, settings: JobSettings): Promise<RunningJobs> {
  const { clock, store } = ports
  const before = await acrossAccounts(store, (tx) => stampTick(tx, clock.wallMs()))
  const isAfterSilence = before > 0 && clock.wallMs() - before > silenceMs
  const patientFrom = isAfterSilence ? clock.wallMs() + settings.catchUpMinutes * 60_000 : 0
  const waitsUntil = () => (clock.wallMs() < patientFrom ? patientFrom : undefined)
  if (isAfterSilence)
    ports.log.info({ event: 'job.waiting', untilMs: patientFrom, silentMs: clock.wallMs() - before }, 'closing waits')
  await acrossAccounts(store, (tx) => saveJobDue(tx, { account_id: '*', job: 'housekeeping', key: 'start', due_at: 0 }))
  await runDue(ports, jobs, { only: 'housekeeping' })
  let underWay: Promise<unknown> = Promise.resolve()
  const tick = async () => {
    await acrossAccounts(store, (tx) => stampTick(tx, clock.wallMs()))
    await runDue(ports, jobs, { isCatchingUp: waitsUntil() !== undefined })
    await settings.onTick?.()
  }
  const ticker = settings.isOn
    ? startTicker(ports, () => (underWay = tick().catch((err) => failed(ports, err))))
    : undefined
  return {
    list: jobs,
    waitsUntil,
    run: (wish = {}) => runDue(ports, jobs, wish),
    async stop() {
      await ticker?.()
      await underWay
    },
  }
}

/** A tick each UTC minute: by node-cron on the machine's clock, by the given clock where that is another. Two ticks
 *  never run at once. Answers how to stop it. */
function startTicker(ports: JobPorts, tick: () => Promise<unknown>): () => void | Promise<void> {
  const { clock } = ports
  if (clock === systemClock) {
    const task = cron.schedule('* * * * *', () => tick(), { timezone: 'Etc/UTC', noOverlap: true })
    return () => task.destroy()
  }
  let cancel = () => {}
  let isStopped = false
  const again = async () => {
    const waitMs = await untilNextDueMs(ports)
    if (!isStopped) cancel = clock.after(waitMs, () => void tick().then(again))
  }
  void again()
  return () => {
    isStopped = true
    cancel()
  }
}

/** A clock that is not the machine's may run a month in a minute: it ticks when something is due, at least each
 *  hour. */
async function untilNextDueMs({ store, clock }: JobPorts): Promise<number> {
  const nowMs = clock.wallMs()
  const [next] = await acrossAccounts(store, (tx) => listJobRows(tx))
  const minuteMs = 60_000 - (nowMs % 60_000)
  const dueMs = Math.ceil(((next?.due_at ?? 0) - nowMs) / 60_000) * 60_000
  return Math.min(3_600_000, Math.max(minuteMs, dueMs))
}

function failed({ log }: JobPorts, err: unknown): void {
  log.error({ event: 'job.failed', job: 'tick', err }, 'a tick failed; the next one tries again')
}
