/** Plays a scenario: turns presence into closes and corrections at their ideal moments, and bills the facts as
 *  always. */
import { type Bill, bill } from '../bill.ts'
import { dayWindow } from '../calendar.ts'
import { type Day, dayNumber } from '../day.ts'
import type { Fact, FactBody } from '../fact.ts'
import { cardOn, type Life, newLife } from '../life.ts'
import { takeFact } from '../take-fact.ts'
import { nextOccurrence, passThrough, passUntilFactsOf } from '../timeline.ts'
import { type ClosedDays, closeDueAt, nextDayToClose } from './closing.ts'
import {
  cameraOf,
  countOn,
  daysTouchedBy,
  type Evidence,
  evidenceOf,
  mergeCameras,
  moveGateway,
  touches,
} from './evidence.ts'
import type { Presence, Scenario, ScenarioEvent } from './scenario.ts'

export type Rehearsal = {
  readonly bill: Bill
  /** The ledger that the scenario made: billing it again gives the same bill. */
  readonly facts: readonly Fact[]
  /** The events up to `until` in their order, each with the number of its fact. */
  readonly played: readonly { readonly event: ScenarioEvent; readonly n: number }[]
}

/** A rehearsal under way. The life only tells what is due when; the bill is computed from the facts at the end. */
type Play = {
  readonly life: Life
  readonly evidence: Evidence
  readonly facts: Fact[]
  readonly played: { readonly event: ScenarioEvent; readonly n: number }[]
  readonly events: readonly ScenarioEvent[]
  /** What arrives late, ascending by instant, and how much of it has arrived. */
  readonly arrivals: readonly Arrival[]
  arrived: number
  readonly closed: ClosedDays
  /** Closed days whose count may have changed at this instant. */
  readonly touched: Set<Day>
}

type Arrival = { readonly at: number; readonly presence: readonly Presence[] }

/** Plays a scenario up to and with `until`. @throws DomainError PRICE_MISSING */
export function rehearse(scenario: Scenario): Rehearsal {
  const { account, rateCard, presence, events, until } = scenario
  const play: Play = {
    life: newLife(account, 'counted'),
    evidence: evidenceOf(presence),
    facts: [],
    played: [],
    events,
    arrivals: arrivalsOf(presence),
    arrived: 0,
    closed: { byNumber: new Map(), last: undefined },
    touched: new Set(),
  }
  const openedAt = Math.min(0, events[0]?.at ?? 0)
  give(play, openedAt, account)
  give(play, openedAt, { kind: 'rateCard', card: rateCard })
  for (let at = nextInstant(play); at !== undefined && at <= until; at = nextInstant(play)) playInstant(play, at)
  const provisional = (day: Day) => countNow(play, day, until)
  const options = { asOf: until, numbering: 'counted', provisional } as const
  return { bill: bill(play.facts, options), facts: play.facts, played: play.played }
}

/** The next instant at which something happens; never one that has been played. */
function nextInstant({ life, events, played, arrivals, arrived, closed }: Play): number | undefined {
  const day = nextDayToClose(life, closed)
  const instants = [
    events[played.length]?.at,
    arrivals[arrived]?.at,
    nextOccurrence(life)?.at,
    day && Math.max(closeDueAt(life, day), life.now),
  ]
  return instants.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined)
}

/** Everything of one instant in its order: boundaries, events, closes and corrections, finalizations. */
function playInstant(play: Play, at: number): void {
  const { life, events, played, arrivals, closed } = play
  passUntilFactsOf(life, at)
  for (let event = events[played.length]; event && event.at <= at; event = events[played.length])
    played.push({ event, n: playEvent(play, event) })
  for (let arrival = arrivals[play.arrived]; arrival && arrival.at <= at; arrival = arrivals[play.arrived]) {
    for (const seen of arrival.presence) touchDays(play, daysTouchedBy(seen), seen)
    play.arrived += 1
  }
  for (let day = nextDayToClose(life, closed); day && closeDueAt(life, day) <= at; day = nextDayToClose(life, closed))
    close(play, day)
  for (const day of [...play.touched].sort()) correct(play, day)
  play.touched.clear()
  passThrough(life, at)
}

/** Gives an event to the account, and to the evidence what it changes there. */
function playEvent(play: Play, { fact, at }: ScenarioEvent): number {
  const { evidence } = play
  if (fact.kind === 'merge') {
    mergeCameras(evidence, fact.keys)
    const camera = cameraOf(evidence, fact.keys[0])
    const isOfIt = (seen: Presence) => cameraOf(evidence, seen.camera) === camera
    touchDays(
      play,
      [...evidence.byDay].filter(([, seen]) => seen.some(isOfIt)).map(([number]) => number),
    )
  }
  if (fact.kind === 'swap') {
    evidence.swaps.push(fact)
    touchDays(play, [dayNumber(fact.day)])
  }
  if (fact.kind === 'move') moveGateway(evidence, fact.gateway, { isAway: fact.isAway, at })
  return give(play, at, fact)
}

/** Closed days among those of these numbers may have another count now; of a span, only those that it lies on. */
function touchDays({ life, closed, touched }: Play, numbers: readonly number[], seen?: Presence): void {
  for (const number of numbers) {
    const day = closed.byNumber.get(number)?.day
    const count = day && life.counts.get(day)
    if (count && (!seen || touches(seen, day, count))) touched.add(day)
  }
}

function close(play: Play, day: Day): void {
  const n = give(play, play.life.now, { kind: 'dayClose', ...countedDay(play, day) })
  play.closed.byNumber.set(dayNumber(day), { day, n })
  play.closed.last = day
}

/** One correction for a day whose count is another now. */
function correct(play: Play, day: Day): void {
  const { life, closed } = play
  const counted = countedDay(play, day)
  const replaced = closed.byNumber.get(dayNumber(day))
  if (!replaced || counted.count === life.counts.get(day)?.connected) return
  const n = give(play, life.now, { kind: 'correction', of: replaced.n, ...counted })
  closed.byNumber.set(dayNumber(day), { day, n })
}

function countedDay(play: Play, day: Day) {
  return { day, ...dayWindow(play.life.calendar, day), count: countNow(play, day, play.life.now) }
}

function countNow({ life, evidence }: Play, day: Day, knownAt: number): number {
  const { minConnectedMinutes } = cardOn(life, day)
  return countOn(evidence, day, { calendar: life.calendar, minConnectedMinutes, knownAt })
}

function give(play: Play, at: number, body: FactBody): number {
  const n = play.facts.length + 1
  const fact = { n, at, ...body }
  play.facts.push(fact)
  takeFact(play.life, fact)
  return n
}

function arrivalsOf(presence: readonly Presence[]): Arrival[] {
  const byInstant = new Map<number, Presence[]>()
  for (const seen of presence) {
    if (seen.receivedAt === undefined) continue
    const ofInstant = byInstant.get(seen.receivedAt)
    if (ofInstant) ofInstant.push(seen)
    else byInstant.set(seen.receivedAt, [seen])
  }
  return [...byInstant].map(([at, ofInstant]) => ({ at, presence: ofInstant })).sort((a, b) => a.at - b.at)
}
