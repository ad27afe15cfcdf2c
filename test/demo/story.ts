/** The demo's month: who is connected when, as two gateways will see it. Pure; the agents sign it, the bill follows
 *  from it. */

/** Spans are local days counted from 0, the first, [from, to); `minutes` ends one early on its first day. */
export type Absence = { readonly fromDay: number; readonly toDay: number }

export type StoryCamera = {
  readonly name: string
  readonly serial: string
  /** Days on which it is not there at all. */
  readonly absent: readonly Absence[]
  /** If given it is there for these few minutes of one day and at no other time. */
  readonly only?: { readonly day: number; readonly minutes: number }
}

export type StoryGateway = {
  readonly name: string
  readonly site: string
  readonly cameras: readonly StoryCamera[]
  /** The gateway itself is switched off from noon to noon. */
  readonly silent?: Absence
}

const yard: StoryCamera = { name: 'Yard', serial: 'NW-2204', absent: [] }

/** Six cameras; the yard is seen from both sites, so the two gateways count it once. */
export const story: readonly StoryGateway[] = [
  {
    name: 'Cold store gateway',
    site: 'Cold store',
    cameras: [
      { name: 'Loading dock', serial: 'NW-1101', absent: [] },
      { name: 'Dock door 2', serial: 'NW-1102', absent: [{ fromDay: 5, toDay: 8 }] },
      { name: 'Visitor gate', serial: 'NW-1103', absent: [], only: { day: 12, minutes: 9 } },
      yard,
    ],
  },
  {
    name: 'Office gateway',
    site: 'Office',
    cameras: [
      yard,
      { name: 'Reception', serial: 'NW-3301', absent: [{ fromDay: 20, toDay: 22 }] },
      { name: 'Archive', serial: 'NW-3302', absent: [{ fromDay: 0, toDay: 10 }] },
    ],
    silent: { fromDay: 15, toDay: 17 },
  },
]

/** One span of a camera, instants in ms since 1970, [fromMs, toMs). */
export type ConnectedSpan = { readonly fromMs: number; readonly toMs: number }

/** When a camera answers, given where each local day of the month begins (`dayStartsMs`, one more than there are
 *  days). */
export function connectedSpans(camera: StoryCamera, dayStartsMs: readonly number[]): ConnectedSpan[] {
  const startOf = (day: number) => dayStartsMs[Math.min(day, dayStartsMs.length - 1)] ?? 0
  if (camera.only) {
    const noonMs = startOf(camera.only.day) + 12 * 3_600_000
    return [{ fromMs: noonMs, toMs: noonMs + camera.only.minutes * 60_000 }]
  }
  const edges = camera.absent.flatMap(({ fromDay, toDay }) => [startOf(fromDay), startOf(toDay)])
  const bounds = [startOf(0) - 86_400_000, ...edges, Number.MAX_SAFE_INTEGER]
  const spans: ConnectedSpan[] = []
  for (let i = 0; i + 1 < bounds.length; i += 2) spans.push({ fromMs: bounds[i] ?? 0, toMs: bounds[i + 1] ?? 0 })
  return spans.filter(({ fromMs, toMs }) => fromMs < toMs)
}
