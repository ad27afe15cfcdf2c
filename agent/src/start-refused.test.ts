/** An alert goes when its cause does: a close that came right after a publish by chance is no refusal. */
import t from 'tap'
import { createBench } from './start-bench.ts'

t.test('STATEMENT_REFUSED is over when receipts name what was taken for refused', async (t) => {
  const bench = await createBench(t.testdir())
  let closes = 0
  bench.collector.mood.refuses = () => {
    closes += 1
    return closes === 1
  }
  const agent = await bench.start()
  bench.minutes(0.1)
  const codes = () => agent.status().alerts.map(({ code }) => code)
  t.ok(codes().includes('STATEMENT_REFUSED'))
  bench.minutes(10)
  t.same(codes(), [])
  await agent.stop()
})
