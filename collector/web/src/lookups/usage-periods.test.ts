/** Usage periods counted backwards. */
import t from 'tap'
import { periodsUntil } from './usage-periods.ts'

t.test('R2 boundaries are the original day, clamped to the end of the month', async (t) => {
  t.same(
    periodsUntil({ from: '2027-04-30', to: '2027-05-31' }, '2027-01-31').map(({ from }) => from),
    ['2027-04-30', '2027-03-31', '2027-02-28', '2027-01-31'],
  )
  t.same(periodsUntil({ from: '2027-03-10', to: '2027-04-10' }, '2027-03-10').length, 1)
})
