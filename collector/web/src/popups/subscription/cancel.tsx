/** The side door of Edit Subscription: cancel at the end of the base period, or undo that until then (R22). */
import { useState } from 'preact/hooks'
import { useAccount } from '../../account.ts'
import { problemIn } from '../../api/lookup.ts'
import type { Problem } from '../../model.ts'
import { lastDayOf, longDay } from '../../format/day.ts'
import { Notice, problemWords } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { Window } from '../../parts/window.tsx'
import { ask } from '../../lookups/subscription.ts'
import { languageNow, say } from '../../texts/say.ts'
import type { StepProps } from './windows.tsx'

export function Cancel({ subscription, etag, on, frame }: StepProps) {
  const isUndo = subscription.cancelOn !== null
  const { today } = useAccount().account
  const end = subscription.cancelOn ?? subscription.basePeriod?.to ?? today
  const values = {
    tier: subscription.tierName,
    day: longDay(lastDayOf(end), languageNow()),
    invoice: longDay(end, languageNow()),
  }
  const { send, fault, isSending } = useCancel(isUndo ? 'undoCancel' : 'cancel', etag, () => on({ kind: 'carriedOut' }))
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

function useCancel(what: 'cancel' | 'undoCancel', etag: string | null, done: () => void) {
  const { account, changed } = useAccount()
  const [fault, setFault] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const send = () => {
    setSending(true)
    ask(account, { do: what }, etag).then(
      () => {
        toast({ title: say(what === 'undoCancel' ? 'cancel.undone' : 'cancel.done') })
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
