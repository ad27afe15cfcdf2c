/** Integer money (R1): amounts in minor units, rates in millionths of the currency unit, rounded once, half away
 *  from 0. */
import { assert, DomainError } from './errors.ts'

/** An amount in minor units (cents for USD) of the account's currency; below 0 is a credit. */
export type AmountMinor = bigint

/** ISO 4217 currencies in use whose minor unit is not a hundredth. */
const otherDigits: Readonly<Record<string, number>> = {
  ...digitsOf(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digitsOf(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...digitsOf(4, 'CLF UYW'),
}

const hundredths = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
    'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG BGN ' +
    'ANG'
  ).split(' '),
)

/** How many decimals the currency's minor unit has: USD 2, JPY 0, KWD 3. @throws CURRENCY_UNSUPPORTED */
export function currencyDigitsOf(currency: string, path = ''): number {
  const digits = hundredths.has(currency) ? 2 : otherDigits[currency]
  if (digits !== undefined) return digits
  throw new DomainError('CURRENCY_UNSUPPORTED', path, `"${currency}" is no ISO 4217 currency in use`)
}

/** The quotient rounded once, half away from zero: divided(5n, 2n) is 3n, divided(-5n, 2n) is -3n. `by` is above 0. */
export function divided(amount: bigint, by: bigint): bigint {
  assert(by > 0n, 'a denominator is above 0')
  const half = amount < 0n ? -by : by
  return (2n * amount + half) / (2n * by)
}

/** Money of so many millionths of the currency unit: minorOfMicros(6_649_300n, 2) is 665n cents. */
export function minorOfMicros(micros: bigint, currencyDigits: number): AmountMinor {
  return divided(micros, 10n ** BigInt(6 - currencyDigits))
}

/** The same, as `parts` of `whole`: a month's rate for some of its days (R34). */
export function minorOfMicrosShare(micros: bigint, whole: number, currencyDigits: number): AmountMinor {
  return divided(micros, 10n ** BigInt(6 - currencyDigits) * BigInt(whole))
}

/** The sum of amounts. */
export function sumOf(amounts: Iterable<AmountMinor>): AmountMinor {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

function digitsOf(digits: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, digits]))
}
