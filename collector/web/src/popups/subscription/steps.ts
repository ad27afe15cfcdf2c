/** The plan-change way as a state machine: which window is open and what may follow. The windows only show it. */
import type { ChangeRequest, Frequency, PendingChange, Plan, Subscription } from '../../model.ts'

/** The five windows in their order; their names are the customer's words for them (web.md). */
export const steps = ['manage', 'details', 'edit', 'change', 'confirm'] as const
export type Step = (typeof steps)[number]
export type When = 'now' | 'periodEnd'
export type Choice = { readonly tier: string; readonly frequency: Frequency; readonly when?: When }

export type Way =
  | { readonly at: 'closed' | 'manage' | 'details' | 'edit' | 'cancel' }
  /** `choice` is what was chosen when one comes back from the last window. */
  | { readonly at: 'change'; readonly choice?: Choice }
  | { readonly at: 'confirm'; readonly choice: Choice }

export type WayEvent =
  | { readonly kind: 'open' | 'choosePlan' | 'edit' | 'change' | 'askCancel' | 'back' | 'close' | 'carriedOut' }
  | { readonly kind: 'update'; readonly choice: Choice }

/** One step of the way. What is not possible where one stands changes nothing. */
export function wayAfter(way: Way, event: WayEvent): Way {
  switch (event.kind) {
    case 'open':
      return way.at === 'closed' ? { at: 'manage' } : way
    case 'choosePlan':
      return way.at === 'manage' ? { at: 'details' } : way
    case 'edit':
      return way.at === 'details' ? { at: 'edit' } : way
    case 'change':
      return way.at === 'edit' ? { at: 'change' } : way
    case 'askCancel':
      return way.at === 'edit' ? { at: 'cancel' } : way
    case 'update':
      return way.at === 'change' ? { at: 'confirm', choice: event.choice } : way
    case 'carriedOut':
      return way.at === 'confirm' || way.at === 'cancel' ? { at: 'edit' } : way
    case 'back':
      return before(way)
    case 'close':
      return { at: 'closed' }
  }
}

/** Where a window stands on the scale, from 0; cancelling is a side door of Edit Subscription. */
export function stepIndex(way: Way): number {
  if (way.at === 'closed') return -1
  return steps.indexOf(way.at === 'cancel' ? 'edit' : way.at)
}

/** The way as members of the page's URL, so that a reload, a link or the browser's back lands in the same window. */
export function queryOfWay(way: Way): Record<string, string> {
  if (way.at === 'closed') return {}
  const choice = 'choice' in way ? way.choice : undefined
  return { step: way.at, ...(choice ?? {}) }
}

/** Reads what queryOfWay wrote; anything that makes no sense is a closed window. */
export function wayOfQuery(query: Readonly<Record<string, string>>): Way {
  const at = query['step']
  if (at === 'manage' || at === 'details' || at === 'edit' || at === 'cancel') return { at }
  const choice = choiceOf(query)
  if (at === 'change') return choice === undefined ? { at } : { at, choice }
  return at === 'confirm' && choice !== undefined ? { at, choice } : { at: 'closed' }
}

export type Terms = Pick<Subscription, 'tier' | 'frequency'> & { readonly pending: readonly PendingChange[] }
/** Words for a moment at which a change can begin; the collector decides, these name its defaults (R15 to R17). */
export type Start = {
  readonly when?: When
  readonly words: 'today' | 'tomorrow' | 'baseEnd' | 'yearEnd' | 'eachItsOwn'
}

/** What can be chosen for the start of a change, the default first; empty when nothing would change. */
export function startsOf(terms: Terms, choice: Choice, plans: readonly Plan[]): readonly Start[] {
  const tierChanges = choice.tier !== terms.tier
  const frequencyChanges = choice.frequency !== terms.frequency
  const prompt = { words: isUpgrade(terms.tier, choice.tier, plans) ? 'today' : 'tomorrow' } as const
  if (tierChanges && !frequencyChanges) return [prompt, { when: 'periodEnd', words: 'baseEnd' }]
  if (!frequencyChanges) return []
  const toYearly = choice.frequency === 'yearly'
  if (!tierChanges) return toYearly ? [{ words: 'baseEnd' }, { when: 'now', words: 'today' }] : [{ words: 'yearEnd' }]
  const atEnd = { when: 'periodEnd', words: toYearly ? 'baseEnd' : 'yearEnd' } as const
  return toYearly ? [{ words: 'eachItsOwn' }, { ...prompt, when: 'now' }, atEnd] : [{ words: 'eachItsOwn' }, atEnd]
}

/** Whether Update has something to do: another plan, or the current one to withdraw what is pending. */
export function asksForSomething(terms: Terms, choice: Choice): boolean {
  return choice.tier !== terms.tier || choice.frequency !== terms.frequency || terms.pending.length > 0
}

/** What is sent: all that was chosen. Naming the current tier or frequency withdraws what is pending for it. */
export function requestOf(choice: Choice): ChangeRequest {
  return { tier: choice.tier, frequency: choice.frequency, ...(choice.when ? { when: choice.when } : {}) }
}

function isUpgrade(from: string, to: string, plans: readonly Plan[]): boolean {
  const rankOf = (tier: string) => plans.find((plan) => plan.tier === tier)?.rank ?? 0
  return rankOf(to) > rankOf(from)
}

function before(way: Way): Way {
  switch (way.at) {
    case 'closed':
    case 'manage':
      return { at: 'closed' }
    case 'details':
      return { at: 'manage' }
    case 'edit':
      return { at: 'details' }
    case 'change':
    case 'cancel':
      return { at: 'edit' }
    case 'confirm':
      return { at: 'change', choice: way.choice }
  }
}

function choiceOf(query: Readonly<Record<string, string>>): Choice | undefined {
  const { tier, frequency, when } = query
  if (tier === undefined || (frequency !== 'monthly' && frequency !== 'yearly')) return undefined
  return { tier, frequency, ...(when === 'now' || when === 'periodEnd' ? { when } : {}) }
}
