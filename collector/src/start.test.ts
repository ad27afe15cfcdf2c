/** A collector from its settings: embedded and empty it starts by itself, is ready, writes one token and stops
 *  whole. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import t from 'tap'
import { configOf } from './config.ts'
import { seededRandom, stillClock } from './http/testing.ts'
import { start } from './start.ts'

t.test('embedded and empty: it is ready, has one ops token, and starts again on the same data', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'camtally-start-'))
  t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  const config = configOf({ dataDir, 'http.port': 0, 'mqtt.port': 0 })
  const ports = {
    clock: stillClock(Date.parse('2027-04-01T12:00:00Z')),
    random: seededRandom(),
    log: pino({ level: 'silent' }),
  }
  const first = await start(config, ports)
  t.same(first.notReady(), [])
  t.ok(first.isNewInstallation)
  t.match(first.mqttUrl, /^mqtt:\/\/127\.0\.0\.1:\d+$/)
  t.equal(statSync(first.opsTokenFile).mode & 0o777, 0o600)
  const authorization = `Bearer ${readFileSync(first.opsTokenFile, 'utf8').trim()}`
  const get = async (path: string, at = first) => fetch(`${at.url}${path}`, { headers: { authorization } })
  t.equal((await get('/readyz')).status, 200)
  t.match(await (await get('/v1/me')).json(), { role: 'ops' })
  const metrics = await (await get('/metrics')).text()
  for (const name of [
    'camtally_ledger_size 0',
    'camtally_day_close_lag_seconds 0',
    'camtally_invoices_total{status="open"} 0',
  ])
    t.match(metrics, name)
  t.match(await (await get('/v1/jobs')).json(), {
    items: ['close-days', 'finalize-invoices', 'render-documents', 'housekeeping'].map((name) => ({ name })),
  })
  await first.close()

  const second = await start(config, ports)
  t.notOk(second.isNewInstallation)
  t.equal((await get('/v1/me', second)).status, 200)
  await second.close()
})

t.test('a port that is taken stops the start and leaves nothing running', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'camtally-start-'))
  t.teardown(() => rmSync(dataDir, { recursive: true, force: true }))
  const ports = { clock: stillClock(0), random: seededRandom(), log: pino({ level: 'silent' }) }
  const first = await start(configOf({ dataDir: join(dataDir, 'a'), 'http.port': 0, 'mqtt.port': 0 }), ports)
  const port = Number(new URL(first.url).port)
  const taken = configOf({ dataDir: join(dataDir, 'b'), 'http.port': port, 'mqtt.port': 0 })
  await t.rejects(start(taken, ports), { code: 'EADDRINUSE' })
  t.notOk(statSync(join(dataDir, 'b', 'postgres', 'data', 'postmaster.pid'), { throwIfNoEntry: false }))
  await first.close()
})
