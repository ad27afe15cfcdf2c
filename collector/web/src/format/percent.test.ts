/** Coverage as written. */
import t from 'tap'
import { percentText } from './percent.ts'

t.test('coverage is rounded, but 100 means all of it and unknown is no figure', async (t) => {
  for (const [percent, want] of [
    [100, '100.0 %'],
    [99.97, '99.9 %'],
    [90.69, '90.7 %'],
    [0, '0.0 %'],
    [null, '–'],
  ] as const)
    t.equal(percentText(percent), want)
})
