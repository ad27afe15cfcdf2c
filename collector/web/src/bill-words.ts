/** Lines of drafts and invoices in words: what a line is, and the equation its amount comes from. */
import { useMoney } from './account.ts'
import type { DraftLine, Frequency, PlanTerms } from './model.ts'
import { dayNumber, lastDayOf, monthDay, shortDay } from './format/day.ts'
import { languageNow, say } from './texts/say.ts'

/** "10 Apr to 9 May", "10 to 20 Mar": both days included, as spans are spoken of. */
export function spanWords(from: string, to: string): string {
  const last = lastDayOf(to)
  if (last <= from) return shortDay(from, languageNow())
  const isOneMonth = from.slice(0, 7) === last.slice(0, 7)
  const first = isOneMonth ? dayNumber(from, languageNow()) : shortDay(from, languageNow())
  return say('span.days', { from: first, to: shortDay(last, languageNow()) })
}

/** "10 March to 9 April". */
export function longSpanWords(from: string, to: string): string {
  return say('span.days', { from: monthDay(from, languageNow()), to: monthDay(lastDayOf(to), languageNow()) })
}

export function frequencyWords(frequency: Frequency): string {
  return frequency === 'yearly' ? say('frequency.yearly') : say('frequency.monthly')
}

export function addOnName(tierName: string): string {
  return say('addOn.name', { tier: tierName })
}

/** A hook, because money is written as the account has it. */
export function useBillWords() {
  const { money, rate } = useMoney()
  const priceWords = (terms: Pick<PlanTerms, 'frequency' | 'baseMinor'>) =>
    say(terms.frequency === 'yearly' ? 'price.year' : 'price.month', { price: money(terms.baseMinor) })
  /** Where the days stand in a column of their own. */
  const lineTitle = (line: DraftLine): string =>
    line.kind === 'base' && line.frequency
      ? say('plan.named', { tier: line.tierName, frequency: frequencyWords(line.frequency).toLowerCase() })
      : lineName(line)
  const lineName = (line: DraftLine): string => {
    const last = monthDay(lastDayOf(line.to), languageNow())
    switch (line.kind) {
      case 'base':
        return say('line.base', { tier: line.tierName, span: spanWords(line.from, line.to) })
      case 'usage':
        return addOnName(line.tierName)
      case 'prorationCredit':
        return say('line.prorationCredit', { tier: line.tierName })
      case 'prorationCharge':
        return say('line.prorationCharge', { tier: line.tierName, day: last })
      case 'adjustment':
        return say('line.adjustment', { tier: line.tierName })
      case 'credit':
        return say('line.credit', { tier: line.tierName })
    }
  }
  const lineSource = (line: DraftLine): string => {
    if (line.kind === 'base') return say('line.inAdvance')
    if (line.kind === 'usage' || line.kind === 'adjustment') {
      const days = say('count.cameraDays', { count: line.quantity, n: line.quantity })
      return line.rate === null ? days : `${days} × ${rate(line.rate)}`
    }
    if (line.fullMinor === null || line.days === null || line.periodDays === null) return ''
    const full = money(line.kind === 'prorationCredit' ? -line.fullMinor : line.fullMinor)
    return say('line.prorated', { full, days: line.days, of: line.periodDays })
  }
  return { money, rate, priceWords, lineName, lineTitle, lineSource }
}
