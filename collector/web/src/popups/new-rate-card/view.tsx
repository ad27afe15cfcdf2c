/** The popup New rate card: the card as JSON, checked by the collector; it supersedes from its first day. */
import { useId, useState } from 'preact/hooks'
import { RequestFault, tell } from '../../api/client.ts'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow } from '../form/form-window.tsx'
import type { Filling } from '../form/steps.ts'

export function NewRateCard({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('')
  return (
    <FormWindow
      title={say('rateCards.new')}
      hint={say('rateCards.newHint')}
      button={say('rateCards.add')}
      send={async () => (await tell('POST /v1/rate-cards', { body: documentIn(text) })).body}
      close={close}
      done={() => {
        toast({ title: say('rateCards.added') })
        close()
      }}
    >
      {(filling) => <DocumentField text={text} setText={setText} filling={filling} />}
    </FormWindow>
  )
}

/** The document as it was pasted. @throws RequestFault where it is no JSON object */
function documentIn(text: string): Readonly<Record<string, unknown>> {
  const refuse = (detail: string) =>
    new RequestFault({ type: '', title: '', status: 400, code: 'BODY_NOT_JSON', errors: [{ pointer: '/', detail }] })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (fault) {
    throw refuse(String(fault))
  }
  if (typeof value !== 'object' || value === null) throw refuse(say('rateCards.noObject'))
  return Object(value)
}

type DocumentProps = {
  readonly text: string
  readonly setText: (text: string) => void
  readonly filling: Filling
}

function DocumentField({ text, setText, filling }: DocumentProps) {
  const id = useId()
  const errors = filling.phase === 'filling' ? (filling.problem?.errors ?? []) : []
  return (
    <div class="field">
      <label for={id}>{say('rateCards.document')}</label>
      <textarea
        class="input document"
        id={id}
        rows={14}
        required
        spellcheck={false}
        value={text}
        aria-invalid={errors.length > 0 ? 'true' : undefined}
        aria-describedby={`${id}-errors`}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <ul class="error" id={`${id}-errors`}>
        {errors.map(({ pointer, detail }) => (
          <li key={pointer + detail}>
            <span class="key">{pointer}</span> {detail}
          </li>
        ))}
      </ul>
    </div>
  )
}
