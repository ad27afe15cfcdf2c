/** The popup Revoke gateway: what it signs from now on is not taken; what it signed stays evidence. */
import { tell } from '../../api/client.ts'
import { Field } from '../../parts/field.tsx'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'

const route = 'POST /v1/accounts/{account}/gateways/{gateway}/revoke'

type Props = { readonly account: string; readonly gateway: string; readonly close: () => void }

export function RevokeGateway({ account, gateway, close }: Props) {
  return (
    <FormWindow
      title={say('revoke.title')}
      hint={say('confirm.hint')}
      button={say('revoke.go')}
      isDangerous
      send={async (form) => {
        const body = { reason: textOf(form, 'reason') }
        return (await tell(route, { path: { account, gateway }, body })).body
      }}
      close={close}
      done={() => {
        toast({ title: say('revoke.done', { gateway }) })
        close()
      }}
    >
      {() => (
        <>
          <p>{say('revoke.words')}</p>
          <p class="key">{gateway}</p>
          <Field label={say('revoke.reason')} hint={say('revoke.reasonHint')} name="reason" required />
        </>
      )}
    </FormWindow>
  )
}
