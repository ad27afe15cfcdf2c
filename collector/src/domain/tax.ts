/** Taxes by date (R29): once per invoice and rate, on the sum of its lines; two taxes each by itself. */
import type { Day } from './day.ts'
import { DomainError } from './errors.ts'
import { type AmountMinor, divided, sumOf } from './money.ts'
import { type Place, readDay, readInteger, readList, readObject, readText } from './reader.ts'

/** A rate from a day on, until one of the same name begins; `ratePpm` millionths, 88_750 is 8.875 %. */
export type Tax = { readonly name: string; readonly ratePpm: number; readonly from: Day }

/** A tax as it stands on a document. */
export type TaxAmount = { readonly name: string; readonly ratePpm: number; readonly amountMinor: AmountMinor }

/** Reads the list of an account's taxes. @throws TAX_TWICE, and what the readers throw */
export function readTaxes(place: Place): Tax[] {
  const taxes = readList(place, (element) => {
    const tax = readObject(element, ['name', 'ratePpm', 'from'])
    return {
      name: readText(tax.at('name')),
      ratePpm: readInteger(tax.at('ratePpm'), 0, 1_000_000),
      from: readDay(tax.at('from')),
    }
  })
  taxes.forEach(({ name, from }, i) => {
    if (taxes.slice(0, i).some((earlier) => earlier.name === name && earlier.from === from))
      throw new DomainError('TAX_TWICE', `${place.path}[${i}].from`, `"${name}" has two rates from ${from}`)
  })
  return taxes
}

/** The taxes of a document dated `day` on the sum of its lines, in the order in which their names first stand. */
export function taxesOn(taxes: readonly Tax[], day: Day, netMinor: AmountMinor): TaxAmount[] {
  const names = [...new Set(taxes.map(({ name }) => name))]
  return names.flatMap((name) => {
    const begun = taxes.filter((tax) => tax.name === name && tax.from <= day)
    const inForce = begun.reduce<Tax | undefined>((a, b) => (a && a.from > b.from ? a : b), undefined)
    return inForce ? [taxAmount(inForce, netMinor)] : []
  })
}

/** One tax on a sum: 8.875 % of 8795 is 781. */
export function taxAmount(tax: { name: string; ratePpm: number }, netMinor: AmountMinor): TaxAmount {
  const { name, ratePpm } = tax
  return { name, ratePpm, amountMinor: divided(netMinor * BigInt(ratePpm), 1_000_000n) }
}

export function totalTax(taxes: readonly TaxAmount[]): AmountMinor {
  return sumOf(taxes.map(({ amountMinor }) => amountMinor))
}
