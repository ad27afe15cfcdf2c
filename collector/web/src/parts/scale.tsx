/** A usage period measured out in days: a tick a day, the needle at a day, and spans of one rate each above it. */

export type ScaleSpan = { readonly days: number; readonly words: string; readonly isNew: boolean }
type ScaleProps = {
  readonly label: string
  readonly days: number
  /** Days before the needle. `done` is how far the day itself has come, in days. */
  readonly needle: { readonly at: number; readonly done: number; readonly words: string }
  readonly ends: readonly [string, string]
  readonly spans?: readonly ScaleSpan[]
}

export function Scale({ label, days, needle, ends, spans = [] }: ScaleProps) {
  const percent = (at: number) => `${Math.round((at / Math.max(1, days)) * 100_000) / 1000}%`
  const top = spans.length > 0 ? 38 : 24
  const x = percent(needle.done)
  const share = needle.done / Math.max(1, days)
  const anchor = share < 0.2 ? 'start' : share > 0.8 ? 'end' : 'middle'
  return (
    <div class="scale">
      <svg height={top + 40} role="img" aria-label={label}>
        {spans.map((span, i) => (
          <Span key={span.words} span={span} from={sum(spans.slice(0, i))} percent={percent} />
        ))}
        {Array.from({ length: days + 1 }, (_, day) => {
          const height = day === 0 || day === days ? 14 : day % 5 === 0 ? 10 : 6
          const tone = day <= needle.at || day === days ? 'tick day' : 'tick'
          return <line key={String(day)} class={tone} x1={percent(day)} x2={percent(day)} y1={top} y2={top + height} />
        })}
        <line class="tick" x1="0" x2="100%" y1={top} y2={top} />
        {spans.length === 0 && <rect class="tick-done" x="0" y={top - 1} width={x} height="2" />}
        <line class="mark-now" x1={x} x2={x} y1={spans.length > 0 ? 22 : 14} y2={top + 14} />
        {share > 0.2 && (
          <text x="0" y={top + 30}>
            {ends[0]}
          </text>
        )}
        <text class="now" x={x} y={top + 30} text-anchor={anchor}>
          {needle.words}
        </text>
        {share <= 0.8 && (
          <text x="100%" y={top + 30} text-anchor="end">
            {ends[1]}
          </text>
        )}
      </svg>
    </div>
  )
}

type SpanProps = { readonly span: ScaleSpan; readonly from: number; readonly percent: (at: number) => string }

function Span({ span, from, percent }: SpanProps) {
  return (
    <>
      <rect
        class={span.isNew ? 'span-new' : 'span-old'}
        x={percent(from)}
        y="24"
        width={percent(span.days)}
        height="10"
      />
      <text class="strong" x={percent(from)} y="14">
        {span.words}
      </text>
    </>
  )
}

function sum(spans: readonly ScaleSpan[]): number {
  return spans.reduce((days, span) => days + span.days, 0)
}
