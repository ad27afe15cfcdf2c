/** The side door of Edit Subscription: cancel at the end of the base period, or undo that until then (R22). */
import { useState } from 'preact/hooks'
import { apiPath, useAccount } from '../../account.ts'
import { change } from '../../api/client.ts'
import { problemIn } from '../../api/resource.ts'
import type { Problem } from '../../api/schema.d.ts'
import { lastDayOf, longDay } from '../../format/day.ts'
import { Notice, problemWords } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { Window } from '../../parts/window.tsx'
import { languageNow, say } from '../../texts/say.ts'
import type { StepProps } from './windows.tsx'

export function Cancel({ subscription, on, frame }: StepProps) {
  const isUndo = subscription.cancelOn !== null
  const end = subscription.cancelOn ?? subscription.basePeriod.to
  const values = {
    tier: subscription.tierName,
    day: longDay(lastDayOf(end), languageNow()),
    invoice: longDay(end, languageNow()),
  }
  const { send, fault, isSending } = useCancel(isUndo, () => on({ kind: 'carriedOut' }))
  return (
    <Window
      {...frame}
      title={isUndo ? say('cancel.undo') : say('step.cancel')}
      footer={
        <>
          <p>{say('confirm.hint')}</p>
          <button class="button quiet" type="button" onClick={() => on({ kind: 'back' })}>
            {say('window.back')}
          </button>
          <button class={isUndo ? 'button' : 'button danger'} type="button" disabled={isSending} onClick={send}>
            {isUndo ? say('cancel.undoGo') : say('cancel.go')}
          </button>
        </>
      }
    >
      {fault && (
        <Notice tone="bad" title={say('cancel.refused')} role="alert">
          <p>{problemWords(fault)}</p>
        </Notice>
      )}
      <div class="box">
        <div class="body">
          <span class="plan-name">{say(isUndo ? 'cancel.undoTitle' : 'cancel.title', values)}</span>
          <p>{say(isUndo ? 'cancel.undoWords' : 'cancel.words', values)}</p>
          {!isUndo && <p class="soft">{say('cancel.canUndo', values)}</p>}
        </div>
      </div>
    </Window>
  )
}

function useCancel(isUndo: boolean, done: () => void) {
  const { account, changed } = useAccount()
  const [fault, setFault] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const send = () => {
    setSending(true)
    change('POST', apiPath(account.id, isUndo ? '/subscription/undo-cancel' : '/subscription/cancel'), {}).then(
      () => {
        toast({ title: say(isUndo ? 'cancel.undone' : 'cancel.done') })
        changed('subscription')
        done()
      },
      (reason: unknown) => {
        setFault(problemIn(reason))
        setSending(false)
        changed('subscription')
      },
    )
  }
  return { send, fault, isSending }
}
