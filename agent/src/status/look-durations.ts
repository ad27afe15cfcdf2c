/** How long looks take, by source: sums for the metrics, nothing a camera. */

export type LookDuration = { readonly source: string; readonly count: number; readonly totalMs: number }

export interface LookDurations {
  /** `durationMs` of one finished look. */
  note(source: string, durationMs: number): void
  list(): readonly LookDuration[]
}

export function createLookDurations(): LookDurations {
  const bySource = new Map<string, { count: number; totalMs: number }>()
  return {
    note(source, durationMs) {
      const { count, totalMs } = bySource.get(source) ?? { count: 0, totalMs: 0 }
      bySource.set(source, { count: count + 1, totalMs: totalMs + durationMs })
    },
    list: () => [...bySource].map(([source, sums]) => ({ source, ...sums })),
  }
}
