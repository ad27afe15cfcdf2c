/** What persons and machines did to the numbers since the last report, each with a running counter (R28, part 7). */
import { decodeUtf8, type EntryKind } from '@camtally/protocol'
import type { Intervention, InterventionKind } from '../domain/usage-report.ts'
import type { EntryWithDocument } from '../store/ledger.ts'

/** Which entries count as which intervention; the kinds that are kept track of, also at 0. */
const kinds: readonly (readonly [InterventionKind, readonly EntryKind[]])[] = [
  ['gateway', ['enroll', 'retire', 'revoke', 'replace', 'move']],
  ['fork', ['fork']],
  ['exclusion', ['exclude', 'undo']],
  ['merge', ['merge', 'unmerge']],
  ['swap', ['swap']],
  ['freeDays', ['freeDays']],
  ['timeZone', ['timeZone']],
  ['rateCard', ['rateCard']],
]

export type Entries = {
  /** The account's and the seller's entries, by index. */
  readonly entries: readonly Pick<EntryWithDocument, 'kind' | 'index' | 't' | 'document'>[]
  /** Index of the entry of the last invoice that had a report; -1 before the first. */
  readonly lastReport: number
  readonly timeZone: string
}

/** One row a kind; at most 20 happenings are told, the counters tell the rest. */
export function interventions({ entries, lastReport, timeZone }: Entries): Intervention[] {
  return kinds.map(([kind, entryKinds]) => {
    const ever = entries.filter((entry) => entryKinds.some((each) => each === entry.kind))
    const since = ever.filter(({ index }) => index > lastReport)
    return {
      kind,
      since: since.length,
      ever: ever.length,
      happened: since.slice(-20).map((entry) => sentence(entry, timeZone)),
    }
  })
}

function sentence(entry: Entries['entries'][number], timeZone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(entry.t).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  const document: Record<string, unknown> =
    entry.document === null ? {} : Object(JSON.parse(decodeUtf8(new Uint8Array(entry.document))))
  return `${day}: ${wordsOf(entry.kind, document)}`
}

function wordsOf(kind: string, document: Record<string, unknown>): string {
  const text = (name: string) => String(document[name] ?? '?')
  switch (kind) {
    case 'enroll':
      return `gateway ${text('gw')} "${text('name')}" enrolled, epoch ${text('ep')}`
    case 'freeDays':
      return `days from ${text('from')} to before ${text('to')} are free`
    case 'timeZone':
      return `time zone ${text('timeZone')} from the next usage period`
    case 'rateCard':
      return 'a rate card was recorded'
    case 'swap':
      return `camera ${text('old').slice(0, 6)} replaced by ${text('new').slice(0, 6)} on ${text('day')}`
    case 'merge':
    case 'unmerge':
      return `${kind} of ${String(document['keys'] ?? '?')}`
    default:
      return `${kind} ${text('gw')}`
  }
}
