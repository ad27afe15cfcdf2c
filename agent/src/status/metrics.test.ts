/** What the agent says of itself: metrics that a parser takes, health in three words, and a status behind a token. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { systemRandom } from '../clock.ts'
import type { AgentStatus } from '../core/agent-status.ts'
import { healthOf } from './health.ts'
import { createLookDurations } from './look-durations.ts'
import { agentMetrics, metricsText } from './metrics.ts'
import { startStatusServer } from './status-server.ts'

const camera = { name: 'MARKED gate', keys: ['k'], sources: ['yard'], isUp: true, rank: 2 as const }
const status: AgentStatus = {
  gatewayId: 'gw_abcdefghijkl',
  accountId: 'acc_abcdefghijkl',
  siteId: 'site_abcdefghijkl',
  epoch: 1,
  fingerprint: ['a', 'b', 'c', 'd', 'e', 'f'],
  agentVersion: '1.2.3',
  boot: 3,
  bootWhy: 'clean',
  startedAt: 0,
  cameras: [camera, { ...camera, isUp: false, rank: 0 }, { ...camera, rank: 'unknown' }, { ...camera, rank: 3 }],
  connectedCount: 2,
  sources: [
    { name: 'yard', kind: 'rtsp', isUp: true, lookCount: 7 },
    { name: 'paper', kind: 'static', isUp: false, lookCount: 0 },
  ],
  journal: {
    unreceiptedCount: 4,
    statementCount: 9,
    sizeBytes: 1234,
    maxBytes: 9999,
    oldestUnreceiptedAt: 60_500,
    waitingBytes: 0,
    newestSeq: 9,
  },
  lastReceipt: { at: 120_000, receivedAt: 121_000, latencyMs: 250 },
  clock: { isKnown: true, offsetMs: -1500 },
  gapMinutes: { off: 2, update: 0, overload: 0, clock: 0, unknown: 0 },
  signedCount: { boot: 1, inventory: 2, heartbeat: 3, gap: 0 },
  isMqttConnected: true,
  isUplinkWanted: true,
  alerts: [],
}

t.test('operate.md: each metric has HELP and TYPE, and the values of the status in base units', async (t) => {
  const looks = createLookDurations()
  looks.note('yard', 30)
  looks.note('yard', 70)
  const text = metricsText(status, looks.list())
  for (const line of [
    'camtally_agent_build_info{version="1.2.3"} 1',
    'camtally_agent_cameras{state="connected"} 2',
    'camtally_agent_cameras{state="disconnected"} 1',
    'camtally_agent_cameras{state="unknown"} 1',
    'camtally_agent_source_up{source="yard"} 1',
    'camtally_agent_source_up{source="paper"} 0',
    'camtally_agent_source_look_duration_seconds_sum{source="yard"} 0.1',
    'camtally_agent_source_look_duration_seconds_count{source="yard"} 2',
    'camtally_agent_journal_statements 4',
    'camtally_agent_journal_bytes 1234',
    'camtally_agent_journal_oldest_timestamp_seconds 60.5',
    'camtally_agent_statements_signed_total{kind="heartbeat"} 3',
    'camtally_agent_receipt_latency_seconds 0.25',
    'camtally_agent_receipt_last_timestamp_seconds 120',
    'camtally_agent_clock_offset_seconds -1.5',
    'camtally_agent_gap_minutes_total{why="off"} 2',
    'camtally_agent_mqtt_connected 1',
  ])
    t.ok(text.split('\n').includes(line), line)
  for (const name of Object.keys(agentMetrics))
    t.match(text, new RegExp(`^# HELP ${name} .+\n# TYPE ${name} (gauge|counter|summary)\n`, 'm'))
  t.notMatch(text, 'MARKED', 'no camera is named')
  for (const line of text.trimEnd().split('\n'))
    t.match(line, /^(# (HELP|TYPE) |[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.]+$)/)
})

t.test('before the first receipt there is no offset and no latency, and the receipt’s time is 0', async (t) => {
  const { lastReceipt: _, ...never } = status
  const text = metricsText({ ...never, clock: { isKnown: false } }, [])
  t.match(text, /^camtally_agent_receipt_last_timestamp_seconds 0$/m, 'so that the alert fires')
  t.notMatch(text, /^camtally_agent_(clock_offset|receipt_latency)_seconds /m)
})

t.test('health is failing only while minutes are being lost', async (t) => {
  const alert = (code: string) => ({ code, message: '', hint: '', at: 0 })
  t.same(healthOf({ alerts: [] }), { state: 'ok', alerts: [] })
  t.same(healthOf({ alerts: [alert('UPLINK_FAILED')] }), { state: 'warning', alerts: ['UPLINK_FAILED'] })
  t.match(healthOf({ alerts: [alert('UPLINK_FAILED'), alert('JOURNAL_FULL')] }), { state: 'failing' })
})

t.test('the status names cameras and opens with the token of the door file alone', async (t) => {
  const dataDir = t.testdir()
  let now = status
  const looks = createLookDurations()
  const server = await startStatusServer({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    status: () => now,
    looks,
    random: systemRandom,
  })
  const file = join(dataDir, 'status-door.json')
  t.equal(statSync(file).mode & 0o777, 0o600)
  const { url, token } = JSON.parse(readFileSync(file, 'utf8'))
  t.equal(url, server.url)
  t.match((await fetch(`${url}/status`)).status, 401)
  const opened = await fetch(`${url}/status`, { headers: { authorization: `Bearer ${token}` } })
  t.match(await opened.json(), { cameras: [{ name: 'MARKED gate' }] })
  now = { ...status, alerts: [{ code: 'JOURNAL_FULL', message: '', hint: '', at: 0 }] }
  t.equal((await fetch(`${url}/healthz`)).status, 503)
  t.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 405)
  t.equal(await (await fetch(`${url}/metrics`, { method: 'HEAD' })).text(), '')
  const long = await new Promise<number | undefined>((resolve, reject) => {
    const asked = request(`${url}/healthz`, { headers: { x: 'a'.repeat(20_000) } }, (answer) =>
      resolve(answer.statusCode),
    )
    asked.on('error', reject).end()
  })
  t.equal(long, 431, 'a header of 20 KB is refused')
  await server.close()
  t.notOk(existsSync(file))
})
