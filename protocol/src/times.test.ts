/** Minutes, and what may set a clock, by their vectors. */
import t from 'tap'
import { minuteOutcome } from './outcome.ts'
import { type PublishedStatement, tellsTheTime } from './tells-time.ts'
import { readVectors } from './testing/vector-file.ts'
import { firstMinuteOf, isWithinUtcDay, minuteOfUtcDay, startOfMinuteMs, utcDayOf, utcMinuteOf } from './utc-minute.ts'

const vectors = readVectors<{
  minutes: { name: string; minute: number; arrivalMs: number; outcome: string }[]
  tellsTime: {
    name: string
    bid: string
    monoMs: number
    got: string[]
    own: Record<string, PublishedStatement>
    tells: boolean
  }[]
}>('times')

t.test('R13 a minute counts from 62 days before to 5 minutes after its arrival', async (t) => {
  for (const { name, minute, arrivalMs, outcome } of vectors.minutes) {
    t.equal(minuteOutcome(minute, arrivalMs), outcome, name)
  }
})

t.test('attack 15: only a receipt that answers this boot soon tells the time', async (t) => {
  for (const { name, bid, monoMs, got, own, tells } of vectors.tellsTime) {
    const receipt = { got: got.map((hash, at) => [at + 1, hash, 0] as const) }
    t.equal(
      tellsTheTime(receipt, { bid, monoMs }, (hash) => own[hash]),
      tells,
      name,
    )
  }
})

t.test('a statement from the future of the monotonic clock tells nothing', async (t) => {
  const receipt = { got: [[1, 'a', 0]] as const }
  const later = { bid: 'AAAAAAAAAAE', firstPublishedMonoMs: 6000 }
  t.notOk(tellsTheTime(receipt, { bid: 'AAAAAAAAAAE', monoMs: 5000 }, () => later))
  t.notOk(
    tellsTheTime(receipt, { bid: 'AAAAAAAAAAE', monoMs: 5000 }, () => ({ ...later, firstPublishedMonoMs: undefined })),
  )
})

t.test('minutes and days of UTC', async (t) => {
  t.equal(utcMinuteOf(59_999), 0)
  t.equal(utcMinuteOf(60_000), 1)
  t.equal(utcMinuteOf(-1), -1)
  t.equal(startOfMinuteMs(29_000_000), 1_740_000_000_000)
  t.equal(utcDayOf(1439), 0)
  t.equal(utcDayOf(1440), 1)
  t.equal(minuteOfUtcDay(1440), 0)
  t.equal(minuteOfUtcDay(2879), 1439)
  t.equal(firstMinuteOf(2), 2880)
  t.ok(isWithinUtcDay(1439, 1))
  t.notOk(isWithinUtcDay(1439, 2))
})
