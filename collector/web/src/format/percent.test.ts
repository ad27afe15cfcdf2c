/** Coverage as written. */
import t from 'tap'
import { percentText } from './percent.ts'

t.test('coverage is rounded, but 100 means all of it and unknown is no figure', async (t) => {
  for (const [part, whole, want] of [
    [1440, 1440, '100.0 %'],
    [1439, 1440, '99.9 %'],
    [1306, 1440, '90.7 %'],
    [0, 1440, '0.0 %'],
    [null, 1440, '–'],
    [0, 0, '–'],
  ] as const)
    t.equal(percentText(part, whole), want)
})
