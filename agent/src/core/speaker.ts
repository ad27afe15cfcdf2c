/** What to sign for which minutes: gaps so that heartbeats and gaps tile the epoch, an inventory where one is due, the
 *  heartbeat, cut smaller if it would not fit. Pure but for the `sign` it is given. */
import {
  type BootReason,
  type BootStatement,
  GAP_MINUTES_MAX,
  type GapReason,
  type GapStatement,
  type HeartbeatStatement,
  type InventoryCamera,
  type InventoryStatement,
  ProtocolError,
  type StatementBase,
  splitInventory,
  utcDayOf,
} from '@camtally/protocol'
import { piecesWithinDays, sliceWindow, type WindowRows } from './window.ts'

type DraftOf<S extends StatementBase> = Omit<S, keyof StatementBase>
/** A statement without what the chain adds. */
export type Draft =
  | DraftOf<BootStatement>
  | DraftOf<InventoryStatement>
  | DraftOf<HeartbeatStatement>
  | DraftOf<GapStatement>

/** Signs the next statement of the chain and answers its hash; on disk only once the caller commits.
 *  @throws STATEMENT_TOO_LARGE before anything is signed */
export type SignDraft = (draft: Draft) => string

/** `checkValue` is `ck`, `settingsDigest` is `cfg` of inventories. `statedTo`: first minute that no heartbeat or gap of
 *  the epoch states yet; undefined in a new epoch. */
export type SpeakerSettings = {
  readonly checkValue: string
  readonly settingsDigest: string
  readonly statedTo: number | undefined
}

/** A window whose place in time is known. */
export type PlacedWindow = WindowRows & {
  readonly minute: number
  readonly cameras: readonly InventoryCamera[]
  /** What minutes missing before it are owed to. */
  readonly holeWhy: GapReason
}

export interface Speaker {
  boot(why: BootReason): void
  /** Signs an inventory unless the one in force says the same. */
  ensureInventory(cameras: readonly InventoryCamera[]): void
  /** Signs an inventory whatever is in force. */
  freshInventory(cameras: readonly InventoryCamera[]): void
  /** States the minutes of a window that were not stated yet, and a gap for those missing before it. */
  state(window: PlacedWindow): void
  /** The inventory in force is no longer to be built on: the chain is signed on elsewhere, or it cannot be read. */
  dropInventory(): void
  statedTo(): number | undefined
  /** Answers what puts the speaker back to where it is now: for a commit that fails. */
  save(): () => void
}

type InForce = {
  readonly hash: string
  readonly cameras: readonly InventoryCamera[]
  readonly text: string
  day?: number
}

/** Makes the speaker of one boot. */
export function createSpeaker(settings: SpeakerSettings, sign: SignDraft): Speaker {
  const { checkValue: ck, settingsDigest: cfg } = settings
  let statedTo = settings.statedTo
  let inForce: InForce | undefined

  const freshInventory = (cameras: readonly InventoryCamera[]) => {
    const parts = splitInventory(cameras)
    let hash = ''
    parts.forEach((cams, at) => {
      const part = parts.length === 1 ? {} : { part: [at + 1, parts.length] as const }
      hash = sign({ kind: 'inventory', cams, ck, cfg, ...part })
    })
    inForce = { hash, cameras, text: JSON.stringify(cameras) }
  }
  const isInForce = (cameras: readonly InventoryCamera[]) =>
    inForce !== undefined && (inForce.cameras === cameras || inForce.text === JSON.stringify(cameras))
  const inventoryFor = (cameras: readonly InventoryCamera[], day: number): string => {
    if (!isInForce(cameras) || (inForce?.day ?? day) !== day) freshInventory(cameras)
    if (inForce === undefined) throw new Error('an inventory was just signed')
    inForce.day = day
    return inForce.hash
  }
  const heartbeat = (window: PlacedWindow) => {
    const inv = inventoryFor(window.cameras, utcDayOf(window.minute))
    for (const piece of fitting({ ...window, inv }, sign)) statedTo = piece
  }
  return {
    boot: (why) => void sign({ kind: 'boot', why }),
    ensureInventory: (cameras) => {
      if (!isInForce(cameras)) freshInventory(cameras)
    },
    freshInventory,
    state(window) {
      const skipped = Math.max(0, (statedTo ?? window.minute) - window.minute)
      if (skipped >= window.n) return
      const minute = window.minute + skipped
      if (inForce === undefined) freshInventory(window.cameras) // what follows a boot or a signing on begins with it
      for (const [m, n] of missingBefore(statedTo, minute)) {
        sign({ kind: 'gap', m, n, why: window.holeWhy })
        statedTo = m + n
      }
      for (const [m, n] of piecesWithinDays(minute, window.n - skipped)) {
        heartbeat({ ...window, ...sliceWindow(window, m - window.minute, n), minute: m })
      }
    },
    dropInventory() {
      inForce = undefined
    },
    statedTo: () => statedTo,
    save() {
      const saved = { statedTo, inForce: inForce === undefined ? undefined : { ...inForce } }
      return () => {
        statedTo = saved.statedTo
        inForce = saved.inForce
      }
    },
  }
}

/** The gaps for [statedTo, minute): none in a new epoch, several over a year. */
function missingBefore(statedTo: number | undefined, minute: number): [m: number, n: number][] {
  const gaps: [number, number][] = []
  for (let m = statedTo ?? minute; m < minute; m += GAP_MINUTES_MAX)
    gaps.push([m, Math.min(GAP_MINUTES_MAX, minute - m)])
  return gaps
}

/** Signs the heartbeat, or its halves if it would exceed 48 KiB, and answers the first minute after each piece. */
function fitting(window: PlacedWindow & { readonly inv: string }, sign: SignDraft): number[] {
  const { minute: m, n, on, blind, inv } = window
  try {
    sign({ kind: 'heartbeat', inv, m, n, on, ...(blind.length > 0 ? { blind } : {}) })
    return [m + n]
  } catch (error) {
    if (n === 1 || !(error instanceof ProtocolError) || error.code !== 'STATEMENT_TOO_LARGE') throw error
    const half = Math.floor(n / 2)
    const later = { ...window, ...sliceWindow(window, half, n - half), minute: m + half }
    return [...fitting({ ...window, ...sliceWindow(window, 0, half) }, sign), ...fitting(later, sign)]
  }
}
