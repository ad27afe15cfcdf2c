/** A preview in figures: both plans, from when the rate changes, what is charged today, the next invoice. */
import type { Draft, DraftLine, Preview } from '../../model.ts'
import { useBillWords } from '../../bill-words.ts'
import { daysBetween, lastDayOf, longDay, monthDay, shortDay } from '../../format/day.ts'
import { Scale } from '../../parts/scale.tsx'
import { languageNow, say } from '../../texts/say.ts'
import { TermRows } from './term-rows.tsx'

export function PreviewTables({ preview }: { readonly preview: Preview }) {
  return (
    <>
      <div class="box">
        <div class="body">
          <Compare preview={preview} />
        </div>
      </div>
      <RateChange preview={preview} />
      <div class="halves">
        <section class="box">
          <div class="body">
            <Today preview={preview} />
          </div>
        </section>
        <section class="box">
          <div class="body">
            <NextInvoice preview={preview} />
          </div>
        </section>
      </div>
    </>
  )
}

function Compare({ preview: { before, after, effectiveOn } }: { readonly preview: Preview }) {
  return (
    <table class="data flush compare">
      <thead>
        <tr>
          <th scope="col">
            <span class="hidden-text">{say('confirm.term')}</span>
          </th>
          <th scope="col" class="num">
            {say('term.now')}
            <b>{before.tierName}</b>
          </th>
          <th scope="col" class="num">
            {say('confirm.from', { day: longDay(effectiveOn, languageNow()) })}
            <b>{after.tierName}</b>
          </th>
        </tr>
      </thead>
      <TermRows was={before} will={after} withFrequency />
    </table>
  )
}

function RateChange({ preview: { before, after, rateFrom, period } }: { readonly preview: Preview }) {
  const { rate } = useBillWords()
  const language = languageNow()
  const [old, fresh] = [rate(before.rate), rate(after.rate)]
  if (rateFrom === null || old === fresh) return <h3>{say('confirm.sameRate', { rate: old })}</h3>
  const title = say('confirm.rate', {
    old,
    fresh,
    last: monthDay(lastDayOf(rateFrom), language),
    first: longDay(rateFrom, language),
  })
  if (period === null) return <h3>{title}</h3>
  const days = daysBetween(period.from, period.to)
  const daysBefore = daysBetween(period.from, rateFrom)
  if (daysBefore < 0 || daysBefore >= days) return <h3>{title}</h3>
  const words = (count: number, at: string) => say('confirm.daysAt', { count, n: count, rate: at })
  const spans = [
    { days: daysBefore, words: words(daysBefore, old), isNew: false },
    { days: days - daysBefore, words: words(days - daysBefore, fresh), isNew: true },
  ].filter((span) => span.days > 0)
  return (
    <section class="stack tight">
      <h3>{title}</h3>
      <Scale
        label={`${say('scale.days', { count: days, n: days })} ${spans.map((span) => span.words).join(', ')}.`}
        days={days}
        needle={{ at: daysBefore, done: daysBefore, words: shortDay(rateFrom, language) }}
        ends={[shortDay(period.from, language), shortDay(lastDayOf(period.to), language)]}
        spans={spans}
      />
    </section>
  )
}

function Today({ preview: { today, document } }: { readonly preview: Preview }) {
  const { money } = useBillWords()
  if (today === null || document === null)
    return (
      <>
        <h3>{say('confirm.nothingToday')}</h3>
        <p class="soft">{say('confirm.nothingTodayWords')}</p>
      </>
    )
  const isCredit = document === 'creditNote'
  return (
    <>
      <h3>{say(isCredit ? 'confirm.creditedToday' : 'confirm.chargedToday')}</h3>
      <table class="data flush">
        <tbody>
          <DraftRows draft={today} />
        </tbody>
        <tfoot>
          <tr class="due">
            <th scope="row">{say(isCredit ? 'confirm.toBalance' : 'confirm.dueToday')}</th>
            <td class="num">{money(isCredit ? Math.abs(today.grossMinor) : today.dueMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}

function NextInvoice({ preview: { next } }: { readonly preview: Preview }) {
  const { money } = useBillWords()
  const draft = next.ifStay ?? next.soFar
  if (draft === null || next.invoiceOn === null) return <p class="soft">{say('estimate.none')}</p>
  const assumed =
    next.ifStay === null
      ? say('confirm.soFar')
      : say('confirm.ifStay', { count: next.connected ?? 0, n: next.connected ?? 0 })
  return (
    <>
      <h3>{say('estimate.title', { day: longDay(next.invoiceOn, languageNow()) })}</h3>
      <table class="data flush">
        <tbody>
          <DraftRows draft={draft} />
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {say('confirm.estimate')}
              <small>{assumed}</small>
            </th>
            <td class="num">{money(draft.dueMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}

/** Lines, then tax and used-up credit where there are any, so that the sum below can be added up by eye. */
function DraftRows({ draft }: { readonly draft: Draft }) {
  const { money } = useBillWords()
  return (
    <>
      {draft.lines.map((line) => (
        <LineRow key={`${line.kind} ${line.tier} ${line.from}`} line={line} />
      ))}
      {draft.taxMinor !== 0 && <SumRow name={say('bill.tax')} amount={money(draft.taxMinor)} />}
      {draft.creditAppliedMinor !== 0 && <SumRow name={say('bill.credit')} amount={money(-draft.creditAppliedMinor)} />}
    </>
  )
}

function LineRow({ line }: { readonly line: DraftLine }) {
  const { money, lineName, lineSource } = useBillWords()
  const source = line.kind === 'base' ? '' : lineSource(line)
  return (
    <tr>
      <th scope="row">
        {lineName(line)}
        {source && <small>{source}</small>}
      </th>
      <td class="num">{money(line.amountMinor)}</td>
    </tr>
  )
}

function SumRow({ name, amount }: { readonly name: string; readonly amount: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="num">{amount}</td>
    </tr>
  )
}
