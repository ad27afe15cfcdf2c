/** The popup New account: a name, a time zone that its days begin in, a currency. */
import { tell } from '../../api/client.ts'
import { go } from '../../location.ts'
import { Field } from '../../parts/field.tsx'
import { accountUrl } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'
import { errorAt } from '../form/steps.ts'

export function NewAccount({ close }: { readonly close: () => void }) {
  return (
    <FormWindow
      title={say('accounts.new')}
      hint={say('newAccount.hint')}
      button={say('newAccount.go')}
      send={async (form) => (await tell('POST /v1/accounts', { body: accountIn(form) })).body}
      close={close}
      done={({ accountId }) => go(accountUrl(accountId, 'overview'))}
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

function accountIn(form: FormData) {
  return {
    name: textOf(form, 'name'),
    timeZone: textOf(form, 'timeZone'),
    currency: textOf(form, 'currency').toUpperCase(),
  }
}
