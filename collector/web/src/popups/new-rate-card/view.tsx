/** The popup New rate card: the card as JSON, checked by the collector; it supersedes from its first day. */
import { useId, useState } from 'preact/hooks'
import type { RateCard } from '../../api/schema.d.ts'
import { toast } from '../../parts/toasts.tsx'
import { say } from '../../texts/say.ts'
import { FormWindow } from '../form/form-window.tsx'
import type { Filling } from '../form/steps.ts'

export function NewRateCard({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('')
  return (
    <FormWindow<RateCard>
      title={say('rateCards.new')}
      hint={say('rateCards.newHint')}
      button={say('rateCards.add')}
      sending={{ method: 'POST', path: '/v1/rate-cards', bodyOf: () => ({ document: documentIn(text) }) }}
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

/** Text that is no JSON is sent as it is: the collector says where it breaks. */
function documentIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
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
