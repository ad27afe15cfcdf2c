/** The popup Billing details: address and tax id, as they stand on the next invoice. */
import { useId } from 'preact/hooks'
import { useAccount } from '../../account.ts'
import { tell } from '../../api/client.ts'
import { Field } from '../../parts/field.tsx'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'
import { errorAt, type Filling } from '../form/steps.ts'

export function EditBillingDetails({ close }: { readonly close: () => void }) {
  const { account, etag, changed } = useAccount()
  const [taxId] = account.taxIds
  const send = async (form: FormData) => {
    const path = { account: account.id }
    await tell('PATCH /v1/accounts/{account}', { path, body: detailsIn(form), etag })
  }
  const done = () => {
    toast({ title: say('details.saved') })
    changed('account')
    close()
  }
  return (
    <FormWindow
      title={say('details.billing')}
      hint={say('details.billingHint')}
      button={say('window.save')}
      send={send}
      close={close}
      done={done}
    >
      {(filling) => (
        <>
          <AddressField address={account.address} filling={filling} />
          <div class="halves">
            <Field
              label={say('taxId.label')}
              hint={say('taxId.labelHint')}
              name="taxLabel"
              value={taxId?.label ?? ''}
              error={errorAt(filling, '/taxIds/0/label')}
            />
            <Field
              label={say('account.taxId')}
              name="taxValue"
              value={taxId?.value ?? ''}
              error={errorAt(filling, '/taxIds/0/value')}
            />
          </div>
        </>
      )}
    </FormWindow>
  )
}

function AddressField({ address, filling }: { readonly address: readonly string[]; readonly filling: Filling }) {
  const id = useId()
  const error = errorAt(filling, '/address')
  return (
    <div class="field">
      <label for={id}>{say('account.address')}</label>
      <textarea
        class="input lines"
        id={id}
        name="address"
        rows={5}
        required
        autocomplete="street-address"
        aria-describedby={`${id}-hint`}
        aria-invalid={error ? 'true' : undefined}
        defaultValue={address.join('\n')}
      />
      <p class={error ? 'error' : 'hint'} id={`${id}-hint`}>
        {error ?? say('address.hint')}
      </p>
    </div>
  )
}

/** Lines as on an envelope; a tax id has a label, such as VAT, and its value. */
function detailsIn(form: FormData) {
  const address = textOf(form, 'address')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const taxId = { label: textOf(form, 'taxLabel'), value: textOf(form, 'taxValue') }
  return { address, taxIds: taxId.value === '' ? [] : [taxId] }
}
