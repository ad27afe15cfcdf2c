/** `make demo`: a month of six cameras from the first look to the paid paper, then eight live ones. It is composed from
 *  the same start() that the commands use; only the clocks are held in the hand, and nothing goes in behind the API. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { configOf, start, systemRandom } from '@camtally/collector'
import { steppingClock } from '../lib/stepping-clock.ts'
import { collectorClient } from './collector-client.ts'
import { findBilledMonth, listAll, writeDocuments } from './documents.ts'
import { comeOnline, goOnlineOnce, liveOffline } from './live-month.ts'
import { progressOn } from './progress.ts'
import { setUp, TIME_ZONE } from './set-up.ts'
import { goLive, untilHeartbeatReceipted, watchPresence } from './watch-live.ts'

type GatewayShown = {
  readonly gatewayId: string
  readonly statementsStored: number
  readonly lastReceiptAt: string | null
}

const DAYS_BACK = 33
const isOnce = process.argv.includes('--once')
const folder = resolve('demo-out')
const dataDir = join(folder, 'data')
const shown = (path: string) => relative(process.cwd(), path)
const say = progressOn(process.stdout)
const undo: (() => Promise<unknown>)[] = []

process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))
try {
  await demo()
  if (isOnce) await end(0)
} catch (error) {
  console.error(error)
  await end(1)
}

async function demo(): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const zoned = Temporal.Now.zonedDateTimeISO(TIME_ZONE)
  const firstDay = zoned.subtract({ days: DAYS_BACK })
  const dayStartsMs = Array.from(
    { length: DAYS_BACK + 2 },
    (_, i) => firstDay.startOfDay().add({ days: i }).epochMilliseconds,
  )

  say.step('A collector with its embedded PostgreSQL and broker')
  const clock = steppingClock(firstDay.epochMilliseconds)
  clock.run()
  const config = configOf({ dataDir, jobs: 'off', 'http.port': 0, 'mqtt.port': 0, 'log.level': 'error' })
  const collector = await start(config, { clock, random: systemRandom })
  undo.unshift(() => collector.close())
  say.note(`data in ${shown(dataDir)}; API on ${collector.url}`)
  say.note(`its clock stands ${DAYS_BACK} days back, at ${firstDay.toString({ smallestUnit: 'minute' })}`)

  say.step('A customer, two sites, a Basic plan; two gateways enroll')
  const client = collectorClient(collector.url, readFileSync(collector.opsTokenFile, 'utf8').trim())
  const { accountId, gateways } = await setUp(client, collector.url, dataDir)
  for (const { gatewayId, story } of gateways)
    say.note(`${story.name} is ${gatewayId}, ${story.cameras.length} cameras`)

  say.step('The month: each gateway alone, its uplink cut, signing into its journal')
  const living = await goOnlineOnce(gateways, firstDay.epochMilliseconds, dayStartsMs)
  for (const each of living) undo.unshift(() => each.agent.stop())
  const minutesInAll = DAYS_BACK * 1440 * living.length
  await liveOffline(living, {
    dayStartsMs,
    endMs: () => Date.now(),
    onMinutes: (minutes) => say.part(Math.min(minutes, minutesInAll), minutesInAll, 'gateway-minutes'),
  })
  const signed = living.reduce((sum, { agent }) => sum + agent.status().journal.unreceiptedCount, 0)

  say.step('The clock is real, the uplinks connect: journal -> MQTT -> verify -> store -> receipt')
  clock.setWall(Date.now())
  let most = signed
  await comeOnline(living, (left) => {
    most = Math.max(most, left)
    say.part(most - left, most, 'statements receipted')
  })
  await collector.settle()

  say.step('The jobs: days closed, the invoice final')
  await collector.runJobs()
  const invoice = await findBilledMonth(client, accountId)
  const paths = await writeDocuments(client, invoice, folder)
  const dayCounts = await listAll<object>(client, `/v1/accounts/${accountId}/days`)
  const shownGateways = await listAll<GatewayShown>(client, `/v1/accounts/${accountId}/gateways`)
  const statements = { arrivedLate: most, stored: shownGateways.reduce((sum, each) => sum + each.statementsStored, 0) }
  const receipts = shownGateways.map(({ gatewayId, lastReceiptAt }) => ({ gatewayId, newestAt: lastReceiptAt }))
  const summary = { accountId, dayCounts, invoice, statements, receipts }
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`)
  say.note(`invoice ${invoice.number}: ${invoice.lines.length} lines, ${(invoice.grossMinor / 100).toFixed(2)} USD`)
  for (const path of [...paths, join(folder, 'summary.json')]) say.note(shown(path))

  await liveOn(client, accountId, { gateway: living[0], paths })
}

async function liveOn(
  client: ReturnType<typeof collectorClient>,
  accountId: string,
  {
    gateway,
    paths,
  }: {
    readonly gateway: Awaited<ReturnType<typeof goOnlineOnce>>[number] | undefined
    readonly paths: readonly string[]
  },
): Promise<void> {
  if (!gateway) throw new Error('the story has a gateway')
  say.step('Live: eight cameras over RTSP, two unplugged, one plugged in again')
  await gateway.agent.stop()
  const time = () => new Date(Date.now()).toTimeString().slice(0, 8)
  const live = await goLive(gateway.gateway, (count) => say.note(`${time()}  agent      ${count} connected`))
  undo.unshift(() => live.close())
  const cancelPresence = watchPresence(client, { accountId, gatewayId: gateway.gateway.gatewayId }, (count, minute) =>
    say.note(`${time()}  collector  ${count} connected in the minute from ${minute}`),
  )
  undo.unshift(async () => cancelPresence())
  const signedBefore = live.agent.status().signedCount.heartbeat
  await live.unplugTwoAndPlugOne()
  const { lastReceipt } = await untilHeartbeatReceipted(live.agent, signedBefore)
  say.note(`${time()}  agent      heartbeat receipted (${lastReceipt?.latencyMs ?? '?'} ms after it was sent)`)
  for (const path of paths.filter((path) => path.endsWith('.pdf'))) say.note(shown(path))
  if (!isOnce) say.note('Ctrl-C ends it.')
}

async function end(code: number): Promise<void> {
  for (const step of undo.splice(0)) await step().catch((error: unknown) => console.error(error))
  process.exit(code)
}
