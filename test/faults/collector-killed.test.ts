/** Protocol 10, case 19, with processes: kill -9 of the collector while a gateway brings three days. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { faultFolder, startCollector } from './collector-process.ts'
import { liveOffline } from './offline-days.ts'
import { isWhole, readStored } from './stored-days.ts'

t.test('19 kill -9 with statements pending, committed and not receipted: no loss, no double', async (t) => {
  const folder = faultFolder(t)
  let collector = await startCollector(folder)
  const pidOf = () => readFileSync(join(folder, 'collector/postgres/data/postmaster.pid'), 'utf8').split('\n')[0]
  const postgres = pidOf()
  const days = await liveOffline(folder, collector)
  for (const point of ['connected', 'statement.stored', 'connected', 'statement.stored'] as const) {
    const isThere =
      point === 'connected'
        ? days.until(({ status }) => status().isMqttConnected) // published just now: pending, or not even that
        : collector.logs(`"event":"${point}"`) // written after the commit and before the receipts leave
    await isThere
    await collector.kill()
    t.equal(pidOf(), postgres, 'its PostgreSQL goes on')
    collector = await startCollector(folder, { like: collector })
    t.equal(pidOf(), postgres, 'and is adopted')
  }
  await days.drained()
  await days.agent.stop()
  t.equal(await collector.stop(), 0)
  isWhole(t, await readStored(folder, days.accountId, days.wholeDays))
})
