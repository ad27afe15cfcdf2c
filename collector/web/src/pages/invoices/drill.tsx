/** Where an amount comes from: line, days, cameras, heartbeats; each column is one number of the column before it. */
import { useEffect, useRef } from 'preact/hooks'
import { useAccount, useMoney } from '../../account.ts'
import type { Invoice, InvoiceLine, LineDay } from '../../model.ts'
import { spanWords, useBillWords } from '../../bill-words.ts'
import { weekDay } from '../../format/day.ts'
import { Equation } from '../../parts/equation.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'
import { CamerasColumn } from './drill-cameras.tsx'
import { Column, DrillLink } from './drill-column.tsx'

type DrillProps = { readonly invoice: Invoice; readonly line: InvoiceLine; readonly query: Query }

/** At most three clicks from a line to a signed heartbeat: day, camera, and there they are. */
export function Drill({ invoice, line, query }: DrillProps) {
  const { account } = useAccount()
  const { money } = useMoney()
  const place = useRef<HTMLElement>(null)
  const isAsked = query['line'] !== undefined
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isAsked, query['line']])
  const href = (part: Record<string, string>) =>
    accountUrl(account.id, `invoices/${encodeURIComponent(invoice.id)}`, { line: String(line.line), ...part })
  return (
    <section class="stack tight" aria-labelledby="drill" ref={place}>
      <div class="row">
        <h2 id="drill">{say('drill.title', { amount: money(line.amountMinor) })}</h2>
        <p class="hint">{say('drill.words')}</p>
      </div>
      <ol class="drill">
        <LinesColumn invoice={invoice} line={line} />
        <DaysColumn line={line} opened={query['day']} href={(day) => href({ day })} />
        <CamerasColumn
          line={line}
          date={query['day']}
          opened={query['camera']}
          href={(camera) => href({ day: query['day'] ?? '', camera })}
        />
      </ol>
    </section>
  )
}

function LinesColumn({ invoice, line }: { readonly invoice: Invoice; readonly line: InvoiceLine }) {
  const { account } = useAccount()
  const { money, rate, lineTitle } = useBillWords()
  const cameraDays = say('unit.cameraDays', { count: line.quantity })
  return (
    <Column
      title={say('estimate.line')}
      head={
        line.rate && (
          <Equation
            isSmall
            terms={[
              { figure: say('number', { n: line.quantity }), name: cameraDays, isBilled: true },
              { sign: '×', figure: rate(line.rate), name: line.tierName },
              { sign: '=', figure: money(line.amountMinor), name: say('eq.amount') },
            ]}
          />
        )
      }
    >
      <ul>
        {invoice.lines.map((one) => (
          <DrillLink
            key={one.line}
            href={accountUrl(account.id, `invoices/${encodeURIComponent(invoice.id)}`, { line: String(one.line) })}
            isOpened={one.line === line.line}
            name={lineTitle(one)}
            figure={money(one.amountMinor)}
            note={spanWords(one.from, one.to)}
            unit={one.rate ? say('count.cd', { n: one.quantity }) : ''}
          />
        ))}
      </ul>
    </Column>
  )
}

type DaysProps = {
  readonly line: InvoiceLine
  readonly opened: string | undefined
  readonly href: (day: string) => string
}

function DaysColumn({ line, opened, href }: DaysProps) {
  const { money } = useMoney()
  const days = line.lineDays
  return (
    <Column title={say('drill.days')} head={days.length > 0 && <DaysEquation items={days} line={line} />}>
      {days.length === 0 && <p class="pad hint">{say('drill.noDays')}</p>}
      <ul class="tall">
        {days.map((day) => (
          <DrillLink
            key={day.day}
            href={href(day.day)}
            isOpened={day.day === opened}
            name={weekDay(day.day, languageNow())}
            figure={say('number', { n: day.additional })}
            note={say('drill.connected', { n: day.connected })}
            unit={day.amountMinor === null ? '' : money(day.amountMinor)}
          />
        ))}
      </ul>
    </Column>
  )
}

/** All days alike are a product, else a sum. */
function DaysEquation({ items, line }: { readonly items: readonly LineDay[]; readonly line: InvoiceLine }) {
  const each = new Set(items.map(({ additional }) => additional))
  const total = { figure: say('number', { n: line.quantity }), name: say('unit.cameraDays', { count: line.quantity }) }
  const days = { figure: say('number', { n: items.length }), name: say('unit.days', { count: items.length }) }
  const [only] = each
  if (each.size !== 1 || only === undefined)
    return <Equation isSmall terms={[days, { sign: '=', ...total, isBilled: true }]} />
  return (
    <Equation
      isSmall
      terms={[
        days,
        { sign: '×', figure: say('number', { n: only }), name: say('eq.additional'), isBilled: true },
        { sign: '=', ...total },
      ]}
    />
  )
}
