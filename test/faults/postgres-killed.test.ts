/** kill -9 of the embedded PostgreSQL under a working collector: what was not committed gets no receipt and comes
 *  again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { faultFolder, startCollector } from './collector-process.ts'
import { liveOffline } from './offline-days.ts'
import { isWhole, readStored } from './stored-days.ts'

t.test(
  '18 kill -9 of PostgreSQL under load: receipts stop, and after a restart everything is stored once',
  async (t) => {
    const folder = faultFolder(t)
    const collector = await startCollector(folder)
    const days = await liveOffline(folder, collector)
    await collector.logs('"event":"statement.stored"')
    const failed = collector.logs('"event":"batch.failed"')
    process.kill(
      Number(readFileSync(join(folder, 'collector/postgres/data/postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGKILL',
    )
    await failed
    t.pass('the collector says that statements were not stored')
    await collector.kill()
    const again = await startCollector(folder, { like: collector })
    await days.drained()
    await days.agent.stop()
    t.equal(await again.stop(), 0)
    isWhole(t, await readStored(folder, days.accountId, days.wholeDays))
  },
)
