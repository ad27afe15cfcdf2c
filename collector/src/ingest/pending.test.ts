/** Room for what came and was not stored yet. */
import t from 'tap'
import type { Message } from './link.ts'
import { createPending } from './pending.ts'

const message = (text: string): Message => ({
  gatewayId: 'gw_aaaaaaaaaaaa',
  name: 'statement',
  payload: Buffer.from(text),
})

t.test('callers go on at once while there is room, and when half of it is free again', async (t) => {
  const log: string[] = []
  const pending = createPending({ highWater: 4, onMessage: () => log.push('came') })
  for (const text of ['a', 'b', 'c', 'd', 'e']) pending.take(message(text), () => log.push(`after ${text}`))
  t.same(log, ['after a', 'came', 'after b', 'came', 'after c', 'came', 'came', 'came'])
  log.length = 0
  t.equal(pending.cut(2).length, 2)
  t.same(log, [], 'three are left')
  t.equal(pending.cut(1).length, 1)
  t.same(log, ['after d', 'after e'])
  pending.putBack([message('c')])
  t.same(
    pending.cut(9).map(({ payload }) => Buffer.from(payload).toString()),
    ['c', 'd', 'e'],
    'in the order they came',
  )
})
