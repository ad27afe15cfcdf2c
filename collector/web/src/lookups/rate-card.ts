/** Prices: the newest rate card, its plans, and what a tier costs on a day. */
import { read } from '../api/client.ts'
import type { Frequency, Plan, Rate, RateCard } from '../model.ts'
import { readAll } from './reading.ts'

type Json = Readonly<Record<string, unknown>>
export type Prices = Pick<RateCard, 'included' | 'minConnectedMinutes' | 'plans'>

/** All rate cards, newest first. */
export async function readRateCards(signal: AbortSignal): Promise<RateCard[]> {
  const rows = await readAll('GET /v1/rate-cards', {}, signal)
  return rows.reverse().map((row) => ({
    ...cardIn(row.card, row.recordedOn),
    from: row.recordedOn,
    hash: row.hash,
    isNewest: row.isNewest,
    ledgerEntry: row.n,
  }))
}

/** What the newest card charges on a day; undefined before there is one. */
export async function readPrices(day: string, signal: AbortSignal): Promise<Prices | undefined> {
  const { body } = await read('GET /v1/rate-cards', { query: { limit: 200 } }, signal)
  const newest = body.items.find(({ isNewest }) => isNewest)
  return newest && cardIn(newest.card, day)
}

export function planOf(prices: Prices | undefined, tier: string): Plan | undefined {
  return prices?.plans.find((plan) => plan.tier === tier)
}

export function baseOf(plan: Plan | undefined, frequency: Frequency): number {
  return (frequency === 'yearly' ? plan?.yearlyMinor : plan?.monthlyMinor) ?? 0
}

/** How many decimals a currency's smallest unit has. */
export function digitsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return maximumFractionDigits ?? 2
}

/** A price as lines keep it ({ basis, bands }) or as cards have it ({ basis, graduated }). */
export function rateIn(value: unknown): Rate | null {
  const price = objectIn(value)
  const bands = Array.isArray(price['bands']) ? price['bands'] : price['graduated']
  if (!Array.isArray(bands)) return null
  return {
    basis: price['basis'] === 'perCameraMonth' ? 'perCameraMonth' : 'perCameraDay',
    bands: bands.map((band) => {
      const { upTo, rateMicros } = objectIn(band)
      return { upTo: typeof upTo === 'number' ? upTo : null, rateMicros: Number(rateMicros) }
    }),
  }
}

/** A card's document (docs/rate-card.md); members left out have their defaults. `day`: which usage price holds. */
function cardIn(card: Json, day: string) {
  const currency = String(card['currency'] ?? 'USD')
  const tiers = Array.isArray(card['tiers']) ? card['tiers'].map(objectIn) : []
  const included = numberIn(card['included'], 1)
  return {
    currency,
    currencyDigits: digitsOf(currency),
    included,
    minConnectedMinutes: numberIn(card['minConnectedMinutes'], 15),
    graceHours: numberIn(card['graceHours'], 24),
    ratingMode: card['ratingMode'] === 'tierAtInvoice' ? ('tierAtInvoice' as const) : ('tierOfDay' as const),
    usageInvoicing: card['usageInvoicing'] === 'withBase' ? ('withBase' as const) : ('monthly' as const),
    plans: tiers.map((tier) => planIn(tier, day, included)).sort((a, b) => a.rank - b.rank),
  }
}

function planIn(tier: Json, day: string, included: number): Plan {
  const usage = (Array.isArray(tier['usage']) ? tier['usage'] : []).map(objectIn)
  const begun = usage.filter((price) => String(price['from']) <= day)
  const noRate: Rate = { basis: 'perCameraDay', bands: [] }
  return {
    tier: String(tier['id']),
    tierName: String(tier['name']),
    rank: numberIn(tier['rank'], 0),
    monthlyMinor: numberIn(tier['monthly'], 0),
    yearlyMinor: numberIn(tier['yearly'], 0),
    rate: rateIn(begun.at(-1) ?? usage[0]) ?? noRate,
    included,
  }
}

function numberIn(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

function objectIn(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object(value) : {}
}
