/** The popup Billing details: contact, address and tax id, as they stand on the next invoice. */
import { apiPath, useAccount } from '../../account.ts'
import type { Account, Address } from '../../api/schema.d.ts'
import { Field } from '../../parts/field.tsx'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'
import { errorAt } from '../form/steps.ts'

/** The lines of an address as on an envelope. */
export function addressLines(address: Address | null): readonly string[] {
  if (address === null) return []
  const place = `${address.city}, ${address.region} ${address.postalCode}`.trim()
  return [...address.lines, place, address.country].filter((line) => line !== '')
}

export function EditBillingDetails({ close }: { readonly close: () => void }) {
  const { account, etag, changed } = useAccount()
  const done = () => {
    toast({ title: say('details.saved') })
    changed('account')
    close()
  }
  return (
    <FormWindow<Account>
      title={say('details.billing')}
      hint={say('details.billingHint')}
      button={say('window.save')}
      sending={{ method: 'PATCH', path: apiPath(account.id, ''), bodyOf, options: { etag } }}
      close={close}
      done={done}
    >
      {(filling) => (
        <>
          <Field
            label={say('account.contactName')}
            name="name"
            value={account.billingContact?.name ?? ''}
            autocomplete="name"
            required
          />
          <Field
            label={say('account.contactEmail')}
            name="email"
            type="email"
            value={account.billingContact?.email ?? ''}
            autocomplete="email"
            required
            error={errorAt(filling, '/billingContact/email')}
          />
          <AddressFields address={account.billingAddress} />
          <Field
            label={say('account.taxId')}
            name="taxId"
            value={account.taxId ?? ''}
            error={errorAt(filling, '/taxId')}
          />
        </>
      )}
    </FormWindow>
  )
}

function AddressFields({ address }: { readonly address: Address | null }) {
  return (
    <>
      <Field
        label={say('address.street')}
        name="line1"
        value={address?.lines[0] ?? ''}
        autocomplete="address-line1"
        required
      />
      <Field label={say('address.line2')} name="line2" value={address?.lines[1] ?? ''} autocomplete="address-line2" />
      <div class="halves">
        <Field
          label={say('address.postalCode')}
          name="postalCode"
          value={address?.postalCode ?? ''}
          autocomplete="postal-code"
          required
        />
        <Field
          label={say('address.city')}
          name="city"
          value={address?.city ?? ''}
          autocomplete="address-level2"
          required
        />
        <Field
          label={say('address.region')}
          name="region"
          value={address?.region ?? ''}
          autocomplete="address-level1"
        />
        <Field
          label={say('address.country')}
          name="country"
          value={address?.country ?? ''}
          autocomplete="country"
          required
        />
      </div>
    </>
  )
}

function bodyOf(form: FormData): Partial<Account> {
  const lines = [textOf(form, 'line1'), textOf(form, 'line2')].filter((line) => line !== '')
  const part = (name: string) => textOf(form, name)
  return {
    billingContact: { name: part('name'), email: part('email') },
    billingAddress: {
      lines,
      city: part('city'),
      region: part('region'),
      postalCode: part('postalCode'),
      country: part('country'),
    },
    taxId: part('taxId') === '' ? null : part('taxId'),
  }
}
