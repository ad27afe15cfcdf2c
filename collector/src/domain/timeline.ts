/** The order of things in time. At one instant: the boundary first, then facts, then finalizations. */
import { dayStartAt } from './calendar.ts'
import { nextBoundaryDay, passMidnight } from './boundary.ts'
import type { Day } from './day.ts'
import { isSuspended, suspend, suspendsAt } from './dunning.ts'
import { finalAtOf, finalize } from './finalize.ts'
import type { OpenInvoice } from './invoice.ts'
import { currentOf, type Life } from './life.ts'

/** What happens by itself, at an instant in epoch ms. */
export type Occurrence =
  | { readonly kind: 'midnight'; readonly at: number; readonly day: Day }
  | { readonly kind: 'suspension'; readonly at: number }
  | { readonly kind: 'finalization'; readonly at: number; readonly open: OpenInvoice }

/** Lets everything pass that comes before the facts of the instant `at`: its boundaries, and all that was before. */
export function passUntilFactsOf(life: Life, at: number): void {
  passWhile(life, (next) => next.at < at || (next.at === at && next.kind !== 'finalization'))
  life.now = at
}

/** Lets everything pass up to and with the finalizations of the instant `at`. */
export function passThrough(life: Life, at: number): void {
  passWhile(life, (next) => next.at <= at)
  life.now = at
}

/** The next thing that happens by itself. */
export function nextOccurrence(life: Life): Occurrence | undefined {
  const candidates = [nextMidnight(life), nextSuspension(life), nextFinalization(life)]
  return candidates.reduce((a, b) => (b && (!a || b.at < a.at) ? b : a), undefined)
}

function passWhile(life: Life, isDue: (next: Occurrence) => boolean): void {
  for (let next = nextOccurrence(life); next && isDue(next); next = nextOccurrence(life)) {
    life.now = Math.max(life.now, next.at)
    pass(life, next)
  }
}

function pass(life: Life, next: Occurrence): void {
  if (next.kind === 'midnight') passMidnight(life, next.day)
  else if (next.kind === 'suspension') suspend(life)
  else {
    life.open.splice(life.open.indexOf(next.open), 1)
    finalize(life, next.open)
  }
}

function nextMidnight(life: Life): Occurrence | undefined {
  const day = nextBoundaryDay(life)
  return day && { kind: 'midnight', at: dayStartAt(life.calendar, day), day }
}

function nextSuspension(life: Life): Occurrence | undefined {
  const at = currentOf(life) && !isSuspended(life) ? suspendsAt(life) : undefined
  return at === undefined ? undefined : { kind: 'suspension', at: Math.max(at, life.now) }
}

/** The earliest; of those at one instant the one made first. */
function nextFinalization(life: Life): Occurrence | undefined {
  let next: Occurrence | undefined
  for (const open of life.open) {
    const at = finalAtOf(life, open)
    if (at !== undefined && (!next || at < next.at)) next = { kind: 'finalization', at, open }
  }
  return next
}
