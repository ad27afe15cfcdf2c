/** Presence of one camera on one day: one minute is one 1440th of the width (on a day of 24 hours). */

type StripProps = {
  readonly label: string
  /** Spans of minutes from the day's first, half-open. */
  readonly on: readonly (readonly [number, number])[]
  /** Length of the day in minutes. */
  readonly minutes: number
  readonly isShort?: boolean
  /** Minutes from the day's first to this moment; undefined when the day is over. */
  readonly nowMinute?: number | undefined
}

export function Strip({ label, on, minutes, isShort = false, nowMinute }: StripProps) {
  const percent = (minute: number) => `${Math.round((minute / Math.max(1, minutes)) * 100_000) / 1000}%`
  return (
    <svg class="strip" role="img" aria-label={label}>
      <rect class="track" width="100%" height="100%" />
      {on.map(([from, to]) => (
        <rect key={from} class={isShort ? 'short' : 'on'} x={percent(from)} width={percent(to - from)} height="100%" />
      ))}
      {['25%', '50%', '75%'].map((x) => (
        <line key={x} class="hour" x1={x} x2={x} y1="0" y2="100%" />
      ))}
      {nowMinute !== undefined && (
        <line class="mark-now" x1={percent(nowMinute)} x2={percent(nowMinute)} y1="-2" y2="20" />
      )}
    </svg>
  )
}

/** The hours above a column of strips. */
export function Hours() {
  return (
    <div class="hours" aria-hidden="true">
      {[0, 6, 12, 18, 24].map((hour) => (
        <span key={hour}>{hour}</span>
      ))}
    </div>
  )
}
