/** Cameras connected by day: one cell is one camera on one day. */
import { say } from '../texts/say.ts'
import { type BarDay, type BarRect, layOut, namedDays } from './bars-layout.ts'

type BarsProps = {
  readonly days: readonly BarDay[]
  readonly label: string
  /** How a day is named under the chart. */
  readonly nameOf: (day: string) => string
  /** The day on which the running usage period began, if it is among the days. */
  readonly invoiceDay: string
}

export function Bars({ days, label, nameOf, invoiceDay }: BarsProps) {
  const { height, base, axis, bars } = layOut(days)
  const invoiceAt = days.findIndex(({ day }) => day === invoiceDay)
  const last = days.at(-1)
  return (
    <div class="bars">
      <svg height={height} aria-hidden="true">
        {axis.map(({ figure, y }) => (
          <text key={figure} x="0" y={y}>
            {figure}
          </text>
        ))}
      </svg>
      <svg height={height} role="img" aria-label={label}>
        {axis.map(
          ({ figure, line }) => line && <line key={figure} class="grid-line" x1="0" x2="100%" y1={line} y2={line} />,
        )}
        {invoiceAt > 0 && (
          <InvoiceLine x={`${(invoiceAt / days.length) * 100}%`} base={base} name={nameOf(invoiceDay)} />
        )}
        {bars.map((bar, i) => (
          <g key={days[i]?.day}>
            {bar.rects.map((rect) => (
              <Cell key={rect.y} rect={rect} x={bar.x} width={bar.width} />
            ))}
            {days[i]?.isIncomplete && <Mark x={bar.middle} y={bar.top - 13} kind="warn" />}
          </g>
        ))}
        {last?.isOpen && <Mark x={bars.at(-1)?.middle ?? '100%'} y={(bars.at(-1)?.top ?? 0) - 16} kind="now" />}
        <line class="base-line" x1="0" x2="100%" y1={base} y2={base} />
        {namedDays(days.length).map(({ index, isAlways }) => (
          <text
            key={index}
            class={isAlways ? '' : 'mid-only'}
            x={index === 0 ? '0%' : (bars[index]?.middle ?? '0%')}
            y={base + 20}
            text-anchor={index === 0 ? 'start' : 'middle'}
          >
            {nameOf(days[index]?.day ?? '')}
          </text>
        ))}
        <text class={last?.isOpen ? 'now' : ''} x="100%" y={base + 20} text-anchor="end">
          {last?.isOpen ? say('day.today') : nameOf(last?.day ?? '')}
        </text>
      </svg>
    </div>
  )
}

function InvoiceLine({ x, base, name }: { readonly x: string; readonly base: number; readonly name: string }) {
  return (
    <>
      <line class="base-line" x1={x} x2={x} y1="6" y2={base + 8} />
      <text class="strong" x={x} dx="6" y="14">
        {say('bars.invoice', { day: name })}
      </text>
    </>
  )
}

function Cell({ rect, x, width }: { readonly rect: BarRect; readonly x: string; readonly width: string }) {
  return <rect class={`cell-${rect.kind}`} x={x} y={rect.y} width={width} height={rect.height} />
}

function Mark({ x, y, kind }: { readonly x: string; readonly y: number; readonly kind: 'warn' | 'now' }) {
  return (
    <svg x={x} y={y} overflow="visible" aria-hidden="true">
      <path class={`mark-${kind}`} d={kind === 'warn' ? 'M0 0 5 9H-5z' : 'M0 9-3 3h6z'} />
    </svg>
  )
}

type LegendKind = 'included' | 'billed' | 'open' | 'incomplete'

/** What the cells mean, in words. */
export function Legend({ kinds }: { readonly kinds: readonly LegendKind[] }) {
  return (
    <ul class="legend">
      {kinds.map((kind) => (
        <li key={kind}>
          <svg aria-hidden="true">
            {kind === 'incomplete' && <path class="mark-warn" d="M6 1 11 11H1z" />}
            {kind === 'billed' && <rect class="cell-billed" width="12" height="12" />}
            {kind === 'included' && <rect class="cell-included" x=".5" y=".5" width="11" height="11" />}
            {kind === 'open' && <rect class="cell-open" x=".5" y=".5" width="11" height="11" />}
          </svg>
          {say(`legend.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
