/** Protocol 10, case 20, with processes: kill -9 of the broker, which loses all it held. The embedded broker dies with
 *  its collector (collector-killed.test.ts); this is a broker of its own. */
import t from 'tap'
import { faultFolder, startCollector } from './collector-process.ts'
import { openMosquitto } from './mosquitto.ts'
import { liveOffline } from './offline-days.ts'
import { isWhole, readStored } from './stored-days.ts'

t.test('20 kill -9 of a broker that loses its store: everything is stored from the journal', async (t) => {
  const folder = faultFolder(t)
  const broker = await openMosquitto(t, folder)
  if (broker === undefined) {
    t.comment('no mosquitto on this machine: the kill of a broker of its own was not tried here')
    return t.pass('said aloud')
  }
  const collector = await startCollector(folder, { mqttUrl: broker.collectorUrl })
  const days = await liveOffline(folder, collector)
  for (let kills = 0; kills < 3; kills += 1) {
    await collector.logs('"event":"statement.stored"')
    await broker.kill()
    await days.until(({ status }) => !status().isMqttConnected)
    await broker.start()
  }
  await days.drained()
  await days.agent.stop()
  t.equal(await collector.stop(), 0)
  isWhole(t, await readStored(folder, days.accountId, days.wholeDays))
})
