/** The last window without a browser: what is shown is what is carried out, once, or the reader is told. */
import t from 'tap'
import type { ChangeDone, Preview, Problem } from '../../model.ts'
import { type Confirm, type ConfirmEvent, confirmAfter, firstConfirm, maySend } from './confirm-steps.ts'

const terms = (tier: string) =>
  ({
    tier,
    tierName: tier,
    frequency: 'monthly',
    baseMinor: 4900,
    rate: { basis: 'perCameraDay', bands: [] },
    included: 1,
  }) satisfies Preview['before']
const draft = { lines: [], netMinor: 0, taxMinor: 0, grossMinor: 0, creditAppliedMinor: 0, dueMinor: 0 }
const preview: Preview = {
  token: 'p1',
  before: terms('basic'),
  after: terms('pro'),
  effectiveOn: '2027-03-21',
  rateFrom: '2027-03-21',
  period: { from: '2027-03-10', to: '2027-04-10' },
  document: 'invoice',
  today: draft,
  next: { invoiceOn: '2027-04-10', soFar: draft, ifStay: null, connected: null },
}
const problem = (code: string, status: number): Problem => ({ type: '', title: '', status, code })
const done = {} as ChangeDone
const go = (events: readonly ConfirmEvent[], from: Confirm = firstConfirm) => events.reduce(confirmAfter, from)
const sending = go([{ kind: 'read', preview }, { kind: 'send' }])

t.test('a preview is read, shown and carried out', async (t) => {
  t.same(go([{ kind: 'read', preview }]), { phase: 'ready', preview })
  t.same(sending, { phase: 'sending', preview })
  t.same(confirmAfter(sending, { kind: 'sent', done }), { phase: 'done', preview, done })
})

t.test('pressed twice it is sent once, and nothing is sent that was not shown', async (t) => {
  t.equal(maySend(sending), false)
  t.same(confirmAfter(sending, { kind: 'send' }), sending)
  t.same(confirmAfter(sending, { kind: 'readAgain' }), sending)
  t.same(go([{ kind: 'send' }]), firstConfirm)
})

t.test('a stale preview is told and not overwritten: new figures are seen before they can be accepted', async (t) => {
  const stale = confirmAfter(sending, { kind: 'notSent', problem: problem('PREVIEW_STALE', 409) })
  t.same(stale, { phase: 'stale', preview })
  t.equal(maySend(stale), false)
  t.same(confirmAfter(stale, { kind: 'read', preview }), stale, 'figures that arrive unasked replace nothing')
  t.same(confirmAfter(stale, { kind: 'readAgain' }), { phase: 'reading' })
})

t.test('without an answer it stays unsure and can be sent again; a refusal is shown', async (t) => {
  for (const status of [0, 500, 503]) {
    const unsure = confirmAfter(sending, { kind: 'notSent', problem: problem('UNREACHABLE', status) })
    t.same(unsure, { phase: 'unsure', preview })
    t.same(confirmAfter(unsure, { kind: 'send' }), sending)
  }
  const refusal = problem('AT_PERIOD_END_ONLY', 409)
  t.same(confirmAfter(sending, { kind: 'notSent', problem: refusal }), { phase: 'refused', preview, problem: refusal })
})
