/** The whole way in good weather: real RTSP over TCP, a real agent and collector, the embedded broker and database, the
 *  public API; from a camera's answer to a signed minute that the API shows. It lasts until a minute of the clock
 *  ends. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configOf, start, systemClock, systemRandom } from '@camtally/collector'
import t from 'tap'
import { collectorClient } from '../demo/collector-client.ts'
import { setUp } from '../demo/set-up.ts'
import { goLive, untilHeartbeatReceipted } from '../demo/watch-live.ts'

type Presence = {
  readonly cameras: readonly { readonly name: string | null; readonly minuteCount: number; readonly rank: number }[]
}
type Gateway = { readonly statementsStored: number; readonly holes: number; readonly sides: number }

t.test('eight cameras are looked at, signed, receipted and shown; the unplugged ones stop counting', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'camtally-e2e-'))
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  t.teardown(async () => {
    for (const step of undo.reverse()) await step()
  })
  const settings = { dataDir: `${folder}/data`, jobs: 'off', 'http.port': 0, 'mqtt.port': 0, 'log.level': 'error' }
  const collector = await start(configOf(settings), { clock: systemClock, random: systemRandom })
  undo.push(() => collector.close())
  const client = collectorClient(collector.url, readFileSync(collector.opsTokenFile, 'utf8').trim())
  const { accountId, gateways } = await setUp(client, collector.url, folder)
  const [gateway] = gateways
  if (!gateway) throw new Error('the story has a gateway')

  const counts: number[] = []
  const live = await goLive(gateway, (count) => counts.push(count))
  undo.push(() => live.close())
  await live.unplugTwoAndPlugOne()
  t.equal(live.agent.status().connectedCount, 7, 'the one plugged in again is back')
  t.match(counts.join(' '), / 8( 7)? 6\b/, 'the agent tells eight, then six')

  const { journal, alerts } = await untilHeartbeatReceipted(live.agent, 0)
  t.same(alerts, [])
  t.equal(journal.unreceiptedCount, 0)
  await collector.settle()
  const { cameras } = await client.get<Presence>(`/v1/accounts/${accountId}/presence`)
  t.equal(cameras.length, 8)
  t.ok(
    cameras.every(({ minuteCount, rank }) => minuteCount >= 1 && rank === 2),
    'each minute rests on an answer to OPTIONS',
  )
  t.same(
    cameras.map(({ name }) => name).sort(),
    Array.from({ length: 8 }, (_, i) => `Live ${i + 1}`),
  )
  const shown = await client.get<Gateway>(`/v1/accounts/${accountId}/gateways/${gateway.gatewayId}`)
  t.match(shown, { holes: 0, sides: 0 })
  t.ok(shown.statementsStored >= 3, 'boot, inventory and heartbeat are stored')
})
