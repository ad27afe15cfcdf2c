/** Reads a rate card from JSON, as ledger documents and rehearsal files hold it. */
import { DomainError } from './errors.ts'
import { currencyDigitsOf } from './money.ts'
import type { RateBand, RateCard, Tier, UsagePrice } from './rate-card.ts'
import {
  fault,
  type ObjectReader,
  type Place,
  readDay,
  readInteger,
  readList,
  readMoney,
  readObject,
  readText,
  readWord,
} from './reader.ts'

const cardKeys = [
  'currency',
  'included',
  'minConnectedMinutes',
  'graceHours',
  'ratingMode',
  'usageInvoicing',
  'coverageFloorPercent',
  'tiers',
]

/** A rate card of a JSON value; what may be left out takes its default. `path` is where it stands in its document.
 *  @throws KEY_UNKNOWN, KEY_MISSING, VALUE_SHAPE, DATE_IMPOSSIBLE, CURRENCY_UNSUPPORTED, PRICE_TWICE, TIER_TWICE,
 *  BANDS_UNORDERED */
export function parseRateCard(value: unknown, path = ''): RateCard {
  const card = readObject({ value, path }, cardKeys)
  const currency = readText(card.at('currency'))
  currencyDigitsOf(currency, card.at('currency').path)
  return {
    currency,
    included: integerOr(card, 'included', { least: 0, most: 1_000_000, absent: 1 }),
    minConnectedMinutes: integerOr(card, 'minConnectedMinutes', { least: 1, most: 60, absent: 15 }),
    graceHours: integerOr(card, 'graceHours', { least: 0, most: 8784, absent: 24 }),
    ratingMode: wordOr(card, 'ratingMode', ['tierOfDay', 'tierAtInvoice']),
    usageInvoicing: wordOr(card, 'usageInvoicing', ['monthly', 'withBase']),
    coverageFloorPercent: integerOr(card, 'coverageFloorPercent', { least: 0, most: 100, absent: 95 }),
    tiers: readTiers(card.at('tiers')),
  }
}

/** A rate card as the JSON value that parseRateCard reads, every member written out but the open bound: ledger
 *  documents hold no null. */
export function rateCardJson(card: RateCard): unknown {
  const { tiers, ...settings } = card
  return {
    ...settings,
    tiers: tiers.map(({ id, name, rank, monthlyMinor, yearlyMinor, usage }) => ({
      id,
      name,
      rank,
      monthly: Number(monthlyMinor),
      yearly: Number(yearlyMinor),
      usage: usage.map(({ from, basis, bands }) => ({
        from,
        basis,
        graduated: bands.map(({ upTo, rateMicros }) => ({
          ...(upTo === null ? {} : { upTo }),
          rateMicros: Number(rateMicros),
        })),
      })),
    })),
  }
}

function integerOr(card: ObjectReader, key: string, bounds: { least: number; most: number; absent: number }): number {
  const place = card.optional(key)
  return place ? readInteger(place, bounds.least, bounds.most) : bounds.absent
}

/** The first word is the default. */
function wordOr<Word extends string>(card: ObjectReader, key: string, words: readonly [Word, ...Word[]]): Word {
  const place = card.optional(key)
  return place ? readWord(place, words) : words[0]
}

function readTiers(place: Place): Tier[] {
  const tiers = readList(place, readTier)
  if (tiers.length === 0) throw fault('VALUE_SHAPE', place, 'at least one tier is wanted')
  tiers.forEach((tier, i) => {
    const twin = tiers.slice(0, i).find(({ id, rank }) => id === tier.id || rank === tier.rank)
    if (!twin) return
    const key = twin.id === tier.id ? 'id' : 'rank'
    throw new DomainError('TIER_TWICE', `${place.path}[${i}].${key}`, `"${tier[key]}" is the ${key} of two tiers`)
  })
  return tiers.sort((a, b) => a.rank - b.rank)
}

function readTier(place: Place): Tier {
  const tier = readObject(place, ['id', 'name', 'rank', 'monthly', 'yearly', 'usage'])
  return {
    id: readText(tier.at('id')),
    name: readText(tier.at('name')),
    rank: readInteger(tier.at('rank'), 0),
    monthlyMinor: readMoney(tier.at('monthly'), 0),
    yearlyMinor: readMoney(tier.at('yearly'), 0),
    usage: readPrices(tier.at('usage')),
  }
}

function readPrices(place: Place): UsagePrice[] {
  const prices = readList(place, readPrice)
  if (prices.length === 0) throw fault('VALUE_SHAPE', place, 'at least one price is wanted')
  prices.forEach((price, i) => {
    if (prices.slice(0, i).some(({ from }) => from === price.from))
      throw new DomainError('PRICE_TWICE', `${place.path}[${i}].from`, `two prices begin on ${price.from}`)
  })
  return prices.sort((a, b) => (a.from < b.from ? -1 : 1))
}

function readPrice(place: Place): UsagePrice {
  const price = readObject(place, ['from', 'basis', 'graduated'])
  return {
    from: readDay(price.at('from')),
    basis: readWord(price.at('basis'), ['perCameraDay', 'perCameraMonth']),
    bands: readBands(price.at('graduated')),
  }
}

function readBands(place: Place): RateBand[] {
  const bands = readList(place, (element) => {
    const band = readObject(element, ['upTo', 'rateMicros'])
    const upTo = band.optional('upTo')
    return {
      upTo: upTo === undefined || upTo.value === null ? null : readInteger(upTo, 1),
      rateMicros: readMoney(band.at('rateMicros'), 0),
    }
  })
  let above = 0
  bands.forEach(({ upTo }, i) => {
    const isLast = i === bands.length - 1
    if (isLast ? upTo !== null : upTo === null || upTo <= above)
      throw new DomainError('BANDS_UNORDERED', `${place.path}[${i}].upTo`, 'upTo ascends and is null in the last band')
    above = upTo ?? above
  })
  if (bands.length === 0) throw fault('VALUE_SHAPE', place, 'at least one band is wanted')
  return bands
}
