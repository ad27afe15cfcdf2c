/** A form in a popup without a browser. */
import t from 'tap'
import { errorAt, type FillingEvent, fillingAfter, firstFilling } from './steps.ts'

const problem = {
  type: '',
  title: '',
  status: 400,
  code: 'REQUEST_INVALID',
  errors: [{ pointer: '/billingAddress/city', detail: 'must not be empty' }],
}
const go = (events: readonly FillingEvent[]) => events.reduce(fillingAfter, firstFilling)

t.test('a form is sent once however often it is pressed', async (t) => {
  t.same(go([{ kind: 'send' }, { kind: 'send' }]), { phase: 'sending' })
  t.same(go([{ kind: 'send' }, { kind: 'sent' }, { kind: 'send' }]), { phase: 'done' })
  t.same(go([{ kind: 'sent' }]), firstFilling, 'nothing is done that was not sent')
})

t.test('a refusal leads back to the form and stands at its field', async (t) => {
  const refused = go([{ kind: 'send' }, { kind: 'refused', problem }])
  t.same(refused, { phase: 'filling', problem })
  t.equal(errorAt(refused, '/billingAddress/city'), 'must not be empty')
  t.equal(errorAt(refused, '/taxId'), undefined)
  t.same(go([{ kind: 'send' }, { kind: 'refused', problem }, { kind: 'send' }]), { phase: 'sending' })
})
