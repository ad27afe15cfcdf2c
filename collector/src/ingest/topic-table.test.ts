/** What a gateway may do on the broker (operate.md, Mosquitto). */
import t from 'tap'
import { mayPublish, maySubscribe } from './topic-table.ts'

const own = 'gw_aaaaaaaaaaaa'
const other = 'gw_bbbbbbbbbbbb'

t.test('a gateway writes its statements, status and names, and nothing else', async (t) => {
  for (const name of ['statement', 'status', 'names']) {
    t.ok(mayPublish(own, `camtally/v1/${own}/${name}`))
    t.notOk(mayPublish(own, `camtally/v1/${other}/${name}`))
  }
  for (const topic of ['receipt', 'close/2027-04-01', 'command', 'statement/x', ''])
    t.notOk(mayPublish(own, `camtally/v1/${own}/${topic}`), topic)
  for (const topic of ['$SYS/x', 'x', `camtally/v2/${own}/statement`]) t.notOk(mayPublish(own, topic), topic)
})

t.test('a gateway reads its receipts and closes, and nothing else', async (t) => {
  for (const name of ['receipt', 'close/+', 'close/2027-04-01']) {
    t.ok(maySubscribe(own, `camtally/v1/${own}/${name}`), name)
    t.notOk(maySubscribe(own, `camtally/v1/${other}/${name}`), name)
  }
  for (const filter of [
    '#',
    '+/#',
    'camtally/v1/+/receipt',
    `camtally/v1/${own}/#`,
    `camtally/v1/${own}/statement`,
    '$SYS/#',
  ])
    t.notOk(maySubscribe(own, filter), filter)
})
