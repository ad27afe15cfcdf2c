/** What always holds, over random lives: the same lives come again with CAMTALLY_SEED. */
import fc from 'fast-check'
import t from 'tap'
import { type Bill, bill } from '../bill.ts'
import { daysBetween } from '../day.ts'
import { explain } from '../explain.ts'
import type { Line, UsageLine } from '../line.ts'
import { rehearsalJson } from './output.ts'
import { numbersOf, randomLife } from './random-life.ts'
import { type Rehearsal, rehearse } from './rehearse.ts'
import { parseScenario } from './scenario-parse.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? Math.floor(performance.timeOrigin % 2 ** 31))
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap collector/src/domain/rehearsal/invariants.test.ts`)

const numRuns = Number(process.env['CAMTALLY_RUNS'] ?? 40)
const lifeFile = fc
  .noBias(fc.nat({ max: 2 ** 31 - 1 }))
  .map((life) => randomLife(numbersOf(life), { days: 150, cameras: 5 }))
type LifeFile = ReturnType<typeof randomLife>

const play = (file: LifeFile): Rehearsal => rehearse(parseScenario(JSON.stringify(file)))
const jsonOf = (rehearsal: Rehearsal) => rehearsalJson(rehearsal, { isExplained: false })
const linesOf = ({ invoices }: Bill): readonly Line[] => invoices.flatMap(({ lines }) => lines)
const usageOf = (of: Bill): readonly UsageLine[] =>
  linesOf(of).filter((line): line is UsageLine => line.kind === 'usage')

/** Checks a property over random lives; the file that breaks it is printed. */
function holds(check: (rehearsal: Rehearsal, file: LifeFile) => void): void {
  fc.assert(
    fc.property(lifeFile, (file) => check(play(file), file)),
    { seed, numRuns },
  )
}

function same(a: unknown, b: unknown, what: string): void {
  const [left, right] = [text(a), text(b)]
  if (left !== right) throw new Error(`${what}: ${left} is not ${right}`)
}

const text = (value: unknown) =>
  JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? `${member}` : member))

t.test('R27 billing the ledger prefix again gives the same, and so does a fold with recorded numbers', async () => {
  holds(({ bill: first, facts }, file) => {
    const asOf = Date.parse(file.until)
    const again = bill(facts, { asOf, numbering: 'counted' })
    const final = (of: Bill) => of.invoices.filter(({ status }) => status !== 'draft')
    same(final(again), final(first), 'final invoices')
    const recorded = bill(
      facts.map((fact) => (fact.kind === 'creditNote' ? { ...fact, number: 7 } : fact)),
      { asOf },
    )
    const due = recorded.invoices.filter(({ status }) => status === 'due').map(({ key, dueMinor }) => [key, dueMinor])
    const named = facts.some(({ kind }) => kind === 'payment' || kind === 'creditNote')
    if (!named)
      same(
        due,
        final(first).map(({ key, dueMinor }) => [key, dueMinor]),
        'due invoices',
      )
  })
})

t.test('R30 what is final at one moment is the same at every later one', async () => {
  holds(({ bill: whole, facts }) => {
    for (const share of [0.3, 0.6, 0.9]) {
      const prefix = facts.slice(0, Math.ceil(facts.length * share))
      const asOf = prefix.at(-1)?.at ?? 0
      const known = bill(prefix, { asOf, numbering: 'counted' })
      const final = known.invoices.filter(({ status, finalAt }) => status === 'final' && finalAt < asOf)
      same(final, whole.invoices.slice(0, final.length), `invoices of the first ${prefix.length} facts`)
      const notes = known.creditNotes
      same(notes, whole.creditNotes.slice(0, notes.length), `credit notes of the first ${prefix.length} facts`)
    }
  })
})

t.test('R5 evidence in any order, doubled and split over gateways changes nothing', async () => {
  holds((rehearsal, file) => {
    const moved = file.events.some(({ do: what }) => what === 'moveGateway')
    const twins = file.presence.map((seen) => ({ ...seen, gateway: moved ? seen.gateway : `${seen.gateway}b` }))
    const shuffled = play({ ...file, presence: [...twins, ...file.presence, ...file.presence].reverse() })
    same(jsonOf(shuffled), jsonOf(rehearsal), 'output')
  })
})

t.test('R32 numbers of invoices and credit notes are gapless, and keys are unique', async () => {
  holds(({ bill: { invoices, creditNotes } }) => {
    const numbers = invoices.flatMap((invoice) => (invoice.status === 'final' ? [invoice.number] : []))
    same(
      numbers,
      numbers.map((_, i) => i + 1),
      'invoice numbers',
    )
    same(
      creditNotes.map(({ number }) => number),
      creditNotes.map((_, i) => i + 1),
      'credit note numbers',
    )
    same(new Set(invoices.map(({ key }) => key)).size, invoices.length, 'keys')
  })
})

t.test('R33 every line recomputes to its own amount, and totals are sums of rounded lines', async () => {
  holds(({ bill: result }) => {
    for (const line of linesOf(result)) explain(line, result)
    for (const { lines, netMinor, taxMinor, grossMinor, creditAppliedMinor, dueMinor } of result.invoices) {
      same(
        lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
        netMinor,
        'net',
      )
      same(grossMinor, netMinor + taxMinor, 'gross')
      same(dueMinor, grossMinor > 0n ? grossMinor - creditAppliedMinor : 0n, 'due')
      if (creditAppliedMinor < 0n || dueMinor < 0n) throw new Error('credit and due are never below 0')
    }
  })
})

t.test('R12 every day with evidence is on one usage line, or waived, or not invoiced yet', async () => {
  holds(({ bill: result }, file) => {
    const lined = new Map<string, number>()
    for (const line of usageOf(result))
      for (const { day } of line.derivation.days) lined.set(day, (lined.get(day) ?? 0) + 1)
    const open = new Set(result.subscriptions.flatMap(({ usagePeriod }) => (usagePeriod ? [usagePeriod.from] : [])))
    const isHeld = file.rateCard.usageInvoicing === 'withBase'
    for (const { day, billable, isWaived } of result.days) {
      const count = lined.get(day) ?? 0
      const isOpen = [...open].some((from) => day >= from) || isHeld
      if (count > 1) throw new Error(`${day} is on ${count} usage lines`)
      if (billable > 0 && count === 0 && !isOpen && !isAdjustedLater(result, day))
        throw new Error(`${day} is on no line`)
      if (isWaived && billable > 0) throw new Error(`${day} is waived and billed`)
    }
  })
})

/** A day of a period without usage has no usage line: late evidence for it stands on an adjustment, if one came yet. */
function isAdjustedLater({ days, invoices }: Bill, day: string): boolean {
  const closed = invoices.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'adjustment'))
  const row = days.find((one) => one.day === day)
  return row?.isAdjusted === true || closed.length > 0
}

t.test('R19 usage and adjustment lines of a period add up to what is in force for its days', async () => {
  holds(({ bill: result }) => {
    if (result.invoices.some(({ status }) => status === 'draft')) return
    const billed = new Map<string, number>()
    for (const line of linesOf(result)) {
      if (line.kind === 'usage') for (const { day, billable } of line.derivation.days) billed.set(day, billable)
      if (line.kind === 'adjustment') for (const { day, after } of line.derivation.changes) billed.set(day, after)
    }
    for (const { day, billable, isAdjusted } of result.days)
      if (billed.has(day) && !isAdjusted) same(billed.get(day), billable, day)
  })
})

t.test('R16 the base is charged within half a cent a line of the exact share of each day', async () => {
  holds(({ bill: result, facts }, file) => {
    if (facts.some(({ kind }) => kind === 'payment')) return
    const lines = [...linesOf(result), ...result.creditNotes.flatMap((note) => note.lines)]
    const base = lines.filter((line) => ['base', 'prorationCredit', 'prorationCharge'].includes(line.kind))
    const charged = base.reduce((sum, { amountMinor }) => sum + Number(amountMinor), 0)
    const exact = exactBase(result, file)
    if (Math.abs(charged - exact) > base.length / 2 + 1e-6)
      throw new Error(`charged ${charged} in ${base.length} lines, exactly ${exact}`)
  })
})

/** Each day of each base period at the price of its own tier, as a share of the full period. */
function exactBase({ invoices, days, subscriptions }: Bill, { rateCard }: LifeFile): number {
  const periods = invoices.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.kind === 'base' ? [line.derivation] : [])),
  )
  const tierOf = new Map<string, string>(days.map(({ day, tier }) => [day, tier]))
  const ends = subscriptions.map(({ endDay, tier, startDay }) => ({ endDay, tier, startDay }))
  let exact = 0
  // Of two that begin on one day the year, begun by a change, cuts the month.
  periods.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1))
  periods.forEach((period, i) => {
    const next = periods[i + 1]?.from
    const to = next !== undefined && next < period.to ? next : period.to
    const owner = ends.findLast(({ startDay }) => startDay <= period.from)
    for (let d = Temporal.PlainDate.from(period.from); d.toString() < to; d = d.add({ days: 1 })) {
      const tier = rateCard.tiers.find(({ id }) => id === (tierOf.get(d.toString()) ?? owner?.tier))
      const price = tier?.[period.frequency] ?? Number.NaN
      exact += price / daysBetween(period.from, period.to)
    }
  })
  return exact
}
