/** Counts what was signed since the boot began: statements by kind, gap minutes by reason. */
import type { GapWhy, SignedKind } from './agent-status.ts'
import type { Draft } from './speaker.ts'

export interface SignedCounts {
  /** One was signed; it counts once `commit` says that it is on disk. */
  note(draft: Draft): void
  commit(): void
  rollBack(): void
  signed(): Readonly<Record<SignedKind, number>>
  gapMinutes(): Readonly<Record<GapWhy, number>>
}

/** Starts at 0. */
export function createSignedCounts(): SignedCounts {
  const signed = { boot: 0, inventory: 0, heartbeat: 0, gap: 0 }
  const gapMinutes = { off: 0, update: 0, overload: 0, clock: 0, unknown: 0 }
  let noted: Draft[] = []
  return {
    note: (draft) => void noted.push(draft),
    commit() {
      for (const draft of noted) {
        signed[draft.kind] += 1
        if (draft.kind === 'gap') gapMinutes[draft.why] += draft.n
      }
      noted = []
    },
    rollBack() {
      noted = []
    },
    signed: () => ({ ...signed }),
    gapMinutes: () => ({ ...gapMinutes }),
  }
}
