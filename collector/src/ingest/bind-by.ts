/** `by` of a receipt: the time by which a close must bind what it names (protocol 3). */

/** End of the local day of `t` in `timeZone`, plus the grace and a day; at most t + 96 h. All in ms. */
export function bindBy(t: number, timeZone: string, graceHours: number): number {
  const day = Temporal.Instant.fromEpochMilliseconds(t).toZonedDateTimeISO(timeZone).toPlainDate()
  const end = day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
  return Math.min(end + (graceHours + 24) * hourMs, t + 96 * hourMs)
}

const hourMs = 3_600_000
