/** Days and instants in words, whatever zone the reader sits in. */
import t from 'tap'
import {
  addDays,
  clockTime,
  clockTimeWithZone,
  dayOf,
  daysBetween,
  fullDay,
  instantText,
  longDay,
  shortDate,
  weekDay,
} from './day.ts'

const newYork = 'America/New_York'

t.test('a day is written from its own numbers', async (t) => {
  t.equal(longDay('2027-03-21', 'en'), '21 March 2027')
  t.equal(longDay('2027-03-21', 'de'), '21. März 2027')
  t.equal(fullDay('2027-03-21', 'en'), 'Sunday 21 March 2027')
  t.equal(weekDay('2027-03-21', 'en'), 'Sun 21 Mar')
  t.equal(shortDate('2026-09-10', 'en'), '10 Sep 2026')
  t.equal(weekDay('2027-03-21', 'de'), 'So., 21. März')
  t.equal(addDays('2028-02-28', 1), '2028-02-29')
  t.equal(daysBetween('2027-03-10', '2027-04-10'), 31)
})

t.test('an instant is written in the account zone with the zone named, also over a change of the clocks', async (t) => {
  t.equal(clockTimeWithZone(Date.parse('2027-03-21T18:28:06Z'), newYork), '14:28:06 EDT')
  t.equal(clockTime('2027-11-07T05:30:00Z', newYork), '01:30')
  t.equal(instantText('2027-11-07T06:30:00Z', newYork, 'en'), '7 Nov 2027, 01:30 EST')
  t.equal(dayOf('2027-03-21T03:59:00Z', newYork), '2027-03-20')
})
