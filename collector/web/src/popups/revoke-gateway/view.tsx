/** The popup Revoke gateway: what it signs from now on is not taken; what it signed stays evidence. */
import type { Gateway } from '../../api/schema.d.ts'
import { Field } from '../../parts/field.tsx'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'

type Props = { readonly gateway: string; readonly close: () => void }

export function RevokeGateway({ gateway, close }: Props) {
  return (
    <FormWindow<Gateway>
      title={say('revoke.title')}
      hint={say('confirm.hint')}
      button={say('revoke.go')}
      isDangerous
      sending={{
        method: 'POST',
        path: `/v1/gateways/${encodeURIComponent(gateway)}/revoke`,
        bodyOf: (form) => ({ reason: textOf(form, 'reason') }),
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
