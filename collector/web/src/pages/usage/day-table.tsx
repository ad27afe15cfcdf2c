/** A usage period as a table by day, newest first: the same columns as the usage report's part 3. */
import { useAccount, useMoney } from '../../account.ts'
import type { Day } from '../../model.ts'
import { weekDay } from '../../format/day.ts'
import { percentText } from '../../format/percent.ts'
import { Scroll } from '../../parts/scroll.tsx'
import { accountUrl } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

type TableProps = {
  readonly days: readonly Day[]
  readonly opened: string | undefined
  /** Days of the whole period, those to come too. */
  readonly length: number
  /** What all of them come to; null where it is not told. */
  readonly amount: number | null
}

export function DayTable({ days, opened, length, amount }: TableProps) {
  return (
    <Scroll label={say('usage.byDay')}>
      <table class="data dense">
        <thead>
          <tr>
            <th scope="col">{say('usage.day')}</th>
            <th scope="col" class="num">
              {say('usage.connected')}
            </th>
            <th scope="col" class="num mid-only">
              {say('term.included')}
            </th>
            <th scope="col" class="num">
              {say('usage.additional')}
            </th>
            <th scope="col" class="mid-only">
              {say('usage.tier')}
            </th>
            <th scope="col" class="num wide-only">
              {say('usage.rate')}
            </th>
            <th scope="col" class="num">
              {say('usage.amount')}
            </th>
            <th scope="col" class="num mid-only">
              {say('usage.coverage')}
            </th>
            <th scope="col" class="wide-only">
              <span class="hidden-text">{say('usage.flag')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <Row key={day.day} day={day} isOpened={day.day === opened} />
          ))}
        </tbody>
        <Sum days={days} length={length} amount={amount} />
      </table>
    </Scroll>
  )
}

function Row({ day, isOpened }: { readonly day: Day; readonly isOpened: boolean }) {
  const { account } = useAccount()
  const { money, rate } = useMoney()
  return (
    <tr aria-current={isOpened ? 'true' : undefined}>
      <th scope="row" class="nowrap">
        <a href={`${accountUrl(account.id, 'usage', { day: day.day })}#day`}>{weekDay(day.day, languageNow())}</a>
      </th>
      <td class="num">{day.connected}</td>
      <td class="num mid-only">{day.included}</td>
      <td class="num">{day.additional}</td>
      <td class="mid-only">{day.tierName}</td>
      <td class="num wide-only">{rate(day.rate)}</td>
      <td class="num">{money(day.amountMinor)}</td>
      <td class="num mid-only">{percentText(day.coveragePercent)}</td>
      <td class="wide-only">
        {!day.isClosed && <span class="badge edge">{say('flag.open')}</span>}
        {day.flags.map((flag) => (
          <span key={flag} class={flag === 'incomplete' ? 'badge warn' : 'badge edge'}>
            {say(`flag.${flag}`)}
          </span>
        ))}
      </td>
    </tr>
  )
}

type SumProps = Pick<TableProps, 'days' | 'length' | 'amount'>

function Sum({ days, length, amount }: SumProps) {
  const { money } = useMoney()
  const additional = days.reduce((sum, day) => sum + day.additional, 0)
  const isWhole = days.length === length
  return (
    <tfoot>
      <tr>
        <th scope="row">
          {isWhole
            ? say('count.days', { count: length, n: length })
            : say('usage.daysOf', { n: days.length, of: length })}
        </th>
        <td />
        <td class="mid-only" />
        <td class="num">{say('number', { n: additional })}</td>
        <td class="mid-only" />
        <td class="wide-only" />
        <td class="num">{money(amount)}</td>
        <td class="mid-only" />
        <td class="wide-only" />
      </tr>
    </tfoot>
  )
}
