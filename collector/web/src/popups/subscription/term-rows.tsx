/** The terms of two plans side by side: the same rows in Change Plan and in the last window. */
import { frequencyWords, useBillWords } from '../../bill-words.ts'
import type { Frequency, PlanTerms } from '../../model.ts'
import { say } from '../../texts/say.ts'

type Terms = Pick<PlanTerms, 'frequency' | 'baseMinor' | 'rate' | 'included'>
type RowsProps = { readonly was: Terms; readonly will: Terms; readonly withFrequency?: boolean }

export function TermRows({ was, will, withFrequency = false }: RowsProps) {
  const { money, rate } = useBillWords()
  const cameras = ({ included }: Terms) => say('count.cameras', { count: included, n: included })
  const isSame = was.frequency === will.frequency
  const base = isSame ? say(was.frequency === 'yearly' ? 'term.baseYear' : 'term.baseMonth') : say('term.base')
  const unit = (frequency: Frequency) => (isSame ? '' : say(frequency === 'yearly' ? 'term.aYear' : 'term.aMonth'))
  const rows = [
    {
      name: base,
      was: money(was.baseMinor),
      will: money(will.baseMinor),
      wasUnit: unit(was.frequency),
      willUnit: unit(will.frequency),
    },
    { name: say('term.additionalDay'), was: rate(was.rate), will: rate(will.rate) },
    { name: say('term.included'), was: cameras(was), will: cameras(will) },
  ]
  const frequency = {
    name: say('change.frequency'),
    was: frequencyWords(was.frequency),
    will: frequencyWords(will.frequency),
  }
  return (
    <tbody>
      {(withFrequency ? [frequency, ...rows] : rows).map((row) => (
        <tr key={row.name}>
          <th scope="row">{row.name}</th>
          <td class="num was">
            {row.was}
            {'wasUnit' in row && row.wasUnit && <small>{row.wasUnit}</small>}
          </td>
          <td class="num">
            {row.will}
            {'willUnit' in row && row.willUnit && <small>{row.willUnit}</small>}
          </td>
        </tr>
      ))}
    </tbody>
  )
}
