/** Random lives of accounts as rehearsal files, for property tests: any random numbers make a file that can be
 *  played. */

/** Random numbers of [0, 1). */
export type Unit = () => number

type Life = { readonly unit: Unit; readonly zone: string; readonly startMs: number; readonly days: number }

const zones = [
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]
const dayMs = 86_400_000

/** Random numbers of [0, 1) from one integer (mulberry32). */
export function numbersOf(start: number): Unit {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A scenario as the value of its JSON: about `days` days of one account with up to `cameras` cameras. */
export function randomScenario(unit: Unit, size: { readonly days: number; readonly cameras: number }) {
  const start = Date.UTC(2027, 0, 1) + integer(unit, 800) * dayMs
  const life: Life = { unit, zone: pick(unit, zones), startMs: start, days: 20 + integer(unit, size.days) }
  return {
    account: { timeZone: life.zone, currency: pick(unit, ['USD', 'JPY', 'KWD']), taxes: randomTaxes(unit) },
    rateCard: randomCard(unit),
    events: [subscribe(life, start), ...Array.from({ length: integer(unit, 8) }, () => randomEvent(life))],
    presence: Array.from({ length: 2 + integer(unit, size.cameras * 4) }, () => randomPresence(life, size.cameras)),
    until: instant(start + life.days * dayMs),
  }
}

/** The currency of the rate card follows the account's. */
export function randomLife(unit: Unit, size: { readonly days: number; readonly cameras: number }) {
  const scenario = randomScenario(unit, size)
  return { ...scenario, rateCard: { ...scenario.rateCard, currency: scenario.account.currency } }
}

function randomTaxes(unit: Unit) {
  const taxes = [
    { name: 'state', ratePpm: 88_750, from: '2020-01-01' },
    { name: 'city', ratePpm: 12_345, from: '2027-06-15' },
    { name: 'state', ratePpm: 90_000, from: '2028-01-01' },
  ]
  return taxes.slice(0, integer(unit, 4))
}

function randomCard(unit: Unit) {
  const prices = (monthly: number, rate: number) => ({
    monthly,
    yearly: monthly * 10,
    usage: [
      {
        from: '2020-01-01',
        basis: pick(unit, ['perCameraDay', 'perCameraDay', 'perCameraMonth']),
        graduated: pick(unit, [
          [{ upTo: null, rateMicros: rate }],
          [
            { upTo: 2, rateMicros: rate },
            { upTo: null, rateMicros: Math.floor(rate * 0.8) },
          ],
        ]),
      },
      { from: '2027-09-10', basis: 'perCameraDay', graduated: [{ upTo: null, rateMicros: rate + 333 }] },
    ],
  })
  return {
    graceHours: pick(unit, [0, 24, 24, 72]),
    ratingMode: pick(unit, ['tierOfDay', 'tierOfDay', 'tierAtInvoice']),
    usageInvoicing: pick(unit, ['monthly', 'monthly', 'withBase']),
    tiers: [
      { id: 'basic', name: 'Basic', rank: 0, ...prices(4900, 949_900) },
      { id: 'pro', name: 'Pro', rank: 1, ...prices(9900, 1_900_000) },
      { id: 'max', name: 'Max', rank: 2, ...prices(19_999, 2_500_001) },
    ],
  }
}

function subscribe({ unit }: Life, at: number) {
  const trialDays = pick(unit, [0, 0, 0, 14])
  const frequency = pick(unit, ['monthly', 'monthly', 'yearly'])
  return { at: instant(at + 9 * 3_600_000), do: 'subscribe', tier: pick(unit, tiers), frequency, trialDays }
}

const tiers = ['basic', 'pro', 'max']

function randomEvent(life: Life) {
  const { unit, startMs, days } = life
  const at = instant(startMs + 10 * 3_600_000 + Math.floor(unit() * days * dayMs))
  const day = localDay(life, integer(unit, days))
  const kinds = [
    { do: 'changePlan', tier: pick(unit, tiers) },
    { do: 'changePlan', tier: pick(unit, tiers) },
    { do: 'changePlan', tier: pick(unit, tiers), when: 'periodEnd' },
    { do: 'changePlan', frequency: pick(unit, ['monthly', 'yearly']) },
    { do: 'changePlan', frequency: 'yearly', tier: pick(unit, tiers), when: 'now' },
    { do: 'removeAddOn', tier: pick(unit, tiers) },
    { do: 'cancel' },
    { do: 'undoCancel' },
    { do: 'subscribe', tier: pick(unit, tiers), frequency: 'monthly' },
    { do: 'changeTimeZone', timeZone: pick(unit, zones) },
    { do: 'mergeCameras', keep: 'C0', merge: `C${1 + integer(unit, 3)}` },
    { do: 'swapCamera', old: `C${integer(unit, 3)}`, new: 'C3', day },
    { do: 'paymentFailed', invoice: 1 + integer(unit, 2) },
    { do: 'paymentSucceeded', invoice: 1 + integer(unit, 2) },
    { do: 'freeDays', from: day, to: Temporal.PlainDate.from(day).add({ days: 3 }).toString() },
    { do: 'creditNote', invoice: 1 + integer(unit, 3), line: integer(unit, 2), amount: 1 + integer(unit, 3000) },
    { do: 'moveGateway', gateway: 'g1', toAccount: pick(unit, ['other', 'this']) },
  ]
  return { at, ...pick(unit, kinds) }
}

function randomPresence(life: Life, cameras: number) {
  const { unit, startMs, days } = life
  const camera = `C${integer(unit, cameras)}`
  const gateway = `g${integer(unit, 2)}`
  const first = integer(unit, days)
  if (unit() < 0.6)
    return { camera, gateway, from: localDay(life, first), to: localDay(life, first + 1 + integer(unit, 40)) }
  const from = startMs + first * dayMs + integer(unit, 1440) * 60_000
  const to = from + (1 + integer(unit, 60)) * 60_000
  return { camera, gateway, from: instant(from), to: instant(to), receivedAt: instant(to + integer(unit, 70) * dayMs) }
}

function localDay({ startMs }: Life, index: number): string {
  return new Date(startMs + index * dayMs).toISOString().slice(0, 10)
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function integer(unit: Unit, below: number): number {
  return Math.floor(unit() * below)
}

function pick<T>(unit: Unit, from: readonly T[]): T {
  const picked = from[integer(unit, from.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}
