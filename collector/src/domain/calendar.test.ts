/** R2, R4, R11, R21: which days there are, how long they are, and to which of them a minute belongs. */
import fc from 'fast-check'
import t from 'tap'
import { type Calendar, calendarOf, dayAt, dayStart, dayWindow, sameClockTime, switchZone, zoneOf } from './calendar.ts'
import { addDays, addMonths, type Day, daysBetween, daysOf, parseDay } from './day.ts'

const day = (text: string): Day => parseDay(text)
const minutes = (calendar: Calendar, text: string) => {
  const { fromMinute, toMinute } = dayWindow(calendar, day(text))
  return toMinute - fromMinute
}

t.test('R2 boundaries are counted from the original day, never from the last boundary', async (t) => {
  for (const [start, want] of [
    ['2027-01-31', ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30']],
    ['2027-12-30', ['2028-01-30', '2028-02-29', '2028-03-30', '2028-04-30', '2028-05-30']],
    ['2027-01-28', ['2027-02-28', '2027-03-28', '2027-04-28', '2027-05-28', '2027-06-28']],
  ] as const)
    t.same(
      want.map((_, i) => addMonths(day(start), i + 1)),
      want,
      start,
    )
})

t.test('R4 a year from 29 February ends on the 28th, and on the 29th in leap years', async (t) => {
  const years = [12, 24, 36, 48].map((months) => addMonths(day('2028-02-29'), months))
  t.same(years, ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
})

t.test('days are added, counted and listed over leap days and years', async (t) => {
  t.equal(addDays(day('2028-02-28'), 1), '2028-02-29')
  t.equal(addDays(day('2027-12-31'), 1), '2028-01-01')
  t.equal(addDays(day('2027-03-01'), -1), '2027-02-28')
  t.equal(daysBetween(day('2027-03-01'), day('2028-03-01')), 366)
  t.same(daysOf(day('2027-02-27'), day('2027-03-01')), ['2027-02-27', '2027-02-28'])
  for (const text of ['2027-02-30', '2027-13-01', '27-01-01', '2027-1-1', '1899-12-31', '2027-01-01T00:00', ''])
    t.throws(() => parseDay(text, 'events[0].day'), { code: 'DATE_IMPOSSIBLE', path: 'events[0].day' }, text)
})

t.test('R11 a day has the minutes that its zone gives it', async (t) => {
  for (const [zone, of, want] of [
    ['UTC', '2027-03-14', 1440],
    ['America/New_York', '2027-03-14', 1380],
    ['America/New_York', '2027-11-07', 1500],
    ['Australia/Lord_Howe', '2027-04-04', 1470],
    ['Australia/Lord_Howe', '2027-10-03', 1410],
    ['America/St_Johns', '2027-03-14', 1380],
    ['America/St_Johns', '2010-11-07', 1500],
    ['Pacific/Apia', '2011-12-30', 0],
  ] as const)
    t.equal(minutes(calendarOf(zone), of), want, `${zone} ${of}`)
})

t.test('R21 a switch of the zone makes one longer or shorter day, or one of no minutes', async (t) => {
  const switched = (from: string, to: string) => switchZone(calendarOf(from), to, day('2027-05-01'))
  for (const [from, to, want] of [
    ['Asia/Tokyo', 'America/Los_Angeles', [1440, 2400, 1440]],
    ['America/Los_Angeles', 'Asia/Tokyo', [1440, 480, 1440]],
    ['Pacific/Pago_Pago', 'Pacific/Kiritimati', [1440, 0, 1380]],
    ['Pacific/Kiritimati', 'Pacific/Pago_Pago', [1440, 2940, 1440]],
    ['UTC', 'Europe/London', [1440, 1380, 1440]],
  ] as const) {
    const calendar = switched(from, to)
    t.same(
      ['2027-04-30', '2027-05-01', '2027-05-02'].map((of) => minutes(calendar, of)),
      want,
      `${from} to ${to}`,
    )
    t.equal(zoneOf(calendar, day('2027-04-30')), from)
    t.equal(zoneOf(calendar, day('2027-05-01')), to)
  }
})

t.test('R21 no minute is lost or counted twice, whatever zones an account goes through', async (t) => {
  const zones = ['UTC', 'Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'America/St_Johns']
  const zone = fc.constantFrom(...zones)
  fc.assert(
    fc.property(
      zone,
      fc.array(fc.tuple(zone, fc.integer({ min: 1, max: 40 })), { maxLength: 6 }),
      (first, switches) => {
        let calendar = calendarOf(first)
        let at = day('2027-03-01')
        for (const [to, later] of switches) {
          at = addDays(at, later)
          calendar = switchZone(calendar, to, at)
        }
        for (const of of daysOf(day('2027-02-25'), addDays(at, 10))) {
          const { fromMinute, toMinute } = dayWindow(calendar, of)
          if (toMinute < fromMinute || toMinute !== dayStart(calendar, addDays(of, 1)))
            throw new Error(`${of} does not abut`)
          if (fromMinute === toMinute) continue
          for (const minute of [fromMinute, toMinute - 1])
            if (dayAt(calendar, minute * 60_000) !== of) throw new Error(`minute ${minute} is not of ${of}`)
        }
      },
    ),
    { numRuns: 60 },
  )
  t.pass()
})

t.test('R11 a clock set back over midnight repeats no day', async (t) => {
  const calendar = calendarOf('America/St_Johns')
  const again = Temporal.Instant.from('2010-11-07T03:15:00Z').epochMilliseconds
  t.equal(
    Temporal.Instant.fromEpochMilliseconds(again).toZonedDateTimeISO('America/St_Johns').day,
    6,
    'the clock says the 6th',
  )
  t.equal(dayAt(calendar, again), '2010-11-07', 'the 7th has begun, and goes on')
})

t.test('R23 the same clock time some days later holds over a change of the clocks', async (t) => {
  const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
  const newYork = calendarOf('America/New_York')
  t.equal(sameClockTime(newYork, at('2027-03-05T10:00:00-05:00'), 14), at('2027-03-19T10:00:00-04:00'))
  t.equal(
    sameClockTime(newYork, at('2027-02-28T02:30:00-05:00'), 14),
    at('2027-03-14T03:30:00-04:00'),
    'skipped: later',
  )
})
