/** Corrected time: what the agent takes for UTC, told by receipts alone (protocol 1, Time). The machine's wall
 *  clock has no vote, so a wrong clock, no battery clock, a step or a suspend changes no bill. */

/** Older receipts have no vote while a younger one exists. */
const TELLER_LIVES_MS = 3_600_000

/** One a boot; monotonic instants are given in ascending order. */
export interface CorrectedTime {
  /** A receipt that tells the time came: `tMs` is its `t`, `monoMs` the monotonic instant at which it arrived. */
  tell(tMs: number, monoMs: number): void
  /** UTC ms at a monotonic instant, never less than an answer given before; undefined until a receipt told the time. */
  nowMs(monoMs: number): number | undefined
  /** Nothing before this instant is answered: minutes up to it were stated. */
  neverBefore(instantMs: number): void
}

type Teller = { readonly offsetMs: number; readonly monoMs: number }

/** Starts with no time known. Of the tellers of the last hour the greatest `t` + monotonic time since wins: each is
 *  late by its way through the network and none is early, so the greatest is the closest. Kept is only who may still
 *  win: offsets fall from the front, so the front is the greatest and the end the newest. */
export function createCorrectedTime(): CorrectedTime {
  const tellers: Teller[] = []
  let floorMs = 0
  return {
    tell(tMs, monoMs) {
      const offsetMs = tMs - monoMs
      while ((tellers.at(-1)?.offsetMs ?? Number.POSITIVE_INFINITY) <= offsetMs) tellers.pop()
      tellers.push({ offsetMs, monoMs })
    },
    nowMs(monoMs) {
      while (tellers.length > 1 && monoMs - (tellers[0]?.monoMs ?? 0) > TELLER_LIVES_MS) tellers.shift()
      const told = tellers[0]
      if (told === undefined) return undefined
      floorMs = Math.max(floorMs, monoMs + told.offsetMs) // where it would go back, it stands still
      return floorMs
    },
    neverBefore(instantMs) {
      floorMs = Math.max(floorMs, instantMs)
    },
  }
}
