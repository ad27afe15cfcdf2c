/** The popup New account: a name, a time zone that its days begin in, a currency. */
import type { Account } from '../../api/schema.d.ts'
import { go } from '../../location.ts'
import { Field } from '../../parts/field.tsx'
import { accountUrl } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'
import { errorAt } from '../form/steps.ts'

export function NewAccount({ close }: { readonly close: () => void }) {
  return (
    <FormWindow<Account>
      title={say('accounts.new')}
      hint={say('newAccount.hint')}
      button={say('newAccount.go')}
      sending={{
        method: 'POST',
        path: '/v1/accounts',
        bodyOf: (form) => ({
          name: textOf(form, 'name'),
          timeZone: textOf(form, 'timeZone'),
          currency: textOf(form, 'currency').toUpperCase(),
        }),
      }}
      close={close}
      done={(account) => go(accountUrl(account.id, 'overview'))}
    >
      {(filling) => (
        <>
          <Field label={say('newAccount.name')} name="name" required error={errorAt(filling, '/name')} />
          <Field
            label={say('account.timeZone')}
            hint={say('newAccount.zoneHint')}
            name="timeZone"
            required
            error={errorAt(filling, '/timeZone')}
          />
          <Field
            label={say('account.currency')}
            hint={say('newAccount.currencyHint')}
            name="currency"
            required
            error={errorAt(filling, '/currency')}
          />
        </>
      )}
    </FormWindow>
  )
}
