/** Minutes as the collector writes them. */
import t from 'tap'
import { parseMinutes } from './minute-ranges.ts'

t.test('a range names its first and last minute, a span is half-open', async (t) => {
  t.same(parseMinutes(''), [])
  t.same(parseMinutes('0-719,780-1079'), [
    [0, 720],
    [780, 1080],
  ])
  t.same(parseMinutes('5'), [[5, 6]])
})
