/** A change of the subscription before it is made: what it would credit and charge, and a token for what was shown. */
import { createHash } from 'node:crypto'
import Type, { type Static } from 'typebox'
import type { SubscriptionRequest } from '../domain/fact.ts'
import { dayAt } from '../domain/calendar.ts'
import { countsSoFar } from '../closing/open-days.ts'
import { billFrom } from '../ledger/account-bill.ts'
import { readFacts } from '../ledger/read-facts.ts'
import type { Tx } from '../store/database.ts'
import { closed, localDay, orNull } from './api.ts'
import { invoiceSchema, ownerOfBill, shownInvoice, shownNote } from './invoice-form.ts'
import { Problem } from './problem.ts'
import { requireAccount } from './resource.ts'
import { frequency, shownState, stateSchema } from './subscription-form.ts'

const tier = Type.String({ minLength: 1, maxLength: 100 })

export const changeBody = Type.Object(
  {
    do: Type.Enum(['changePlan', 'removeAddOn', 'cancel', 'undoCancel', 'end']),
    tier: Type.Optional(tier),
    frequency: Type.Optional(frequency),
    when: Type.Optional(Type.Enum(['now', 'periodEnd'])),
  },
  { ...closed, description: 'changePlan: tier or frequency, and when; removeAddOn: tier; the others nothing.' },
)

export const previewSchema = Type.Object(
  {
    before: stateSchema,
    after: stateSchema,
    today: Type.Object(
      { day: localDay, invoice: orNull(invoiceSchema), creditNote: orNull(invoiceSchema) },
      { ...closed, description: 'The documents that the change makes at once.' },
    ),
    nextInvoice: orNull(invoiceSchema),
    newRateFrom: orNull(localDay),
    previewToken: Type.String({ description: 'Sent with the change, it holds it to what is shown here.' }),
  },
  closed,
)

export type ChangeWish = { readonly account: string; readonly nowMs: number; readonly asked: SubscriptionRequest }

/** The request of a body. @throws REQUEST_INVALID where members and `do` do not go together */
export function requestOf(change: Static<typeof changeBody>): SubscriptionRequest {
  const { do: what, ...members } = change
  const refuse = (pointer: string, detail: string): never => {
    throw new Problem('REQUEST_INVALID', { detail, errors: [{ pointer: `/change${pointer}`, detail }] })
  }
  if (what === 'changePlan') {
    if (members.tier === undefined && members.frequency === undefined) refuse('', 'a tier or a frequency is wanted')
    return { do: what, ...members }
  }
  if (members.frequency !== undefined || members.when !== undefined) refuse('', `${what} has no frequency and no when`)
  if (what === 'removeAddOn') return { do: what, tier: members.tier ?? refuse('/tier', 'is missing') }
  if (members.tier !== undefined) refuse('/tier', `${what} has no tier`)
  return { do: what }
}

/** What the change would do now. @throws its refusal, NO_SUBSCRIPTION */
export async function previewOf(tx: Tx, { account, nowMs, asked }: ChangeWish): Promise<Static<typeof previewSchema>> {
  const { ledger_id: ledgerId } = await requireAccount(tx, account)
  const facts = await readFacts(tx, ledgerId)
  const { calendar } = billFrom(facts, { nowMs }).bill
  const provisional = await countsSoFar(tx, { accountId: account, facts, calendar, nowMs })
  const before = billFrom(facts, { nowMs, provisional })
  const after = billFrom(facts, { nowMs, provisional, supposed: { kind: 'subscription', ...asked } })
  if (after.refusal !== undefined) throw new Problem(after.refusal)
  const [was, willBe] = [before.bill.subscriptions.at(-1), after.bill.subscriptions.at(-1)]
  if (was === undefined || willBe === undefined) throw new Problem('NO_SUBSCRIPTION')
  const owner = ownerOfBill(ledgerId, after.bill)
  const known = new Set([...before.bill.invoices, ...before.bill.creditNotes].map(({ key }) => key))
  const invoice = after.bill.invoices.find(({ key, kind }) => kind === 'change' && !known.has(key))
  const note = after.bill.creditNotes.find(({ key }) => !known.has(key))
  const next = after.nextInvoice()
  const today = dayAt(after.bill.calendar, after.asOf)
  const newTier = willBe.pendingTier
  const shown = {
    before: shownState(was, before.facts),
    after: shownState(willBe, before.facts),
    today: {
      day: today,
      invoice: invoice === undefined ? null : shownInvoice(invoice, owner),
      creditNote: note === undefined ? null : shownNote(note, owner, after.asOf),
    },
    nextInvoice: next === undefined ? null : shownInvoice(next, owner),
    newRateFrom: willBe.tier === was.tier ? (newTier?.on ?? null) : today,
  }
  return { ...shown, previewToken: tokenOf({ account, asked, shown }) }
}

/** The estimate of the next invoice grows with every camera-minute; a key names an entry that is not recorded yet. */
const moving = new Set(['finalAt', 'key', 'nextInvoice'])

/** The hash of what was asked and shown, but for what moves while somebody reads. Whoever could make one up would
 *  only say that they had seen what holds. */
function tokenOf(seen: unknown): string {
  const text = JSON.stringify(seen, (key, value: unknown) => (moving.has(key) ? undefined : value))
  return createHash('sha256').update(text).digest('base64url')
}
