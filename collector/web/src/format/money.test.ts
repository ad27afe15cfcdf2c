/** Money as written: exact, with a true minus, in the reader's language. */
import t from 'tap'
import { money, rateMoney } from './money.ts'

const usd = { currency: 'USD', currencyDigits: 2 }

t.test('an amount is written to its last digit and never rounded', async (t) => {
  for (const [minor, want] of [
    [0, '$0.00'],
    [5, '$0.05'],
    [-3161, '−$31.61'],
    [27190, '$271.90'],
    [123456789, '$1,234,567.89'],
    [9007199254740991, '$90,071,992,547,409.91'],
  ] as const)
    t.equal(money(minor, usd, 'en'), want)
  t.equal(money(27190, usd, 'de'), '271,90\u00a0$')
  t.equal(money(1500, { currency: 'JPY', currencyDigits: 0 }, 'en'), '¥1,500')
  t.equal(money(-1, { currency: 'BHD', currencyDigits: 3 }, 'en'), '−BHD\u00a00.001')
})

t.test('a rate keeps its millionths', async (t) => {
  t.equal(rateMoney(950000, usd, 'en'), '$0.95')
  t.equal(rateMoney(949900, usd, 'en'), '$0.9499')
  t.equal(rateMoney(1900000, usd, 'en'), '$1.90')
})
