/** 6: the last window: old and new side by side, every amount from the collector's preview. Closing changes nothing. */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import { useAccount, useMoney } from '../../account.ts'
import { problemIn } from '../../api/lookup.ts'
import type { ChangeDone, Preview } from '../../model.ts'
import { Failed, Notice, problemWords, Skeleton } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { Window } from '../../parts/window.tsx'
import { carryOut, previewChange } from '../../lookups/subscription.ts'
import { say } from '../../texts/say.ts'
import { type Confirm, confirmAfter, firstConfirm, maySend } from './confirm-steps.ts'
import { PreviewTables } from './preview.tsx'
import { type Choice, requestOf } from './steps.ts'
import type { StepProps } from './windows.tsx'

export function ConfirmChange({ subscription, on, frame, choice }: StepProps & { readonly choice: Choice }) {
  const { confirm, send, readAgain } = useConfirm(choice)
  const tell = useNews()
  const before = useRef(subscription)
  useEffect(() => {
    if (confirm.phase !== 'done') before.current = subscription
    // The next window shows the subscription: it opens once that was read again.
    if (confirm.phase !== 'done' || before.current === subscription) return
    tell(confirm.done)
    on({ kind: 'carriedOut' })
  })
  return (
    <Window
      {...frame}
      isWide
      footer={
        <>
          <p>{say('confirm.hint')}</p>
          <button class="button quiet" type="button" onClick={() => on({ kind: 'back' })}>
            {say('window.back')}
          </button>
          {confirm.phase === 'stale' ? (
            <button class="button" type="button" onClick={readAgain}>
              {say('confirm.readAgain')}
            </button>
          ) : (
            <button class="button" type="button" disabled={!maySend(confirm)} onClick={send}>
              {confirm.phase === 'sending' || confirm.phase === 'done' ? say('confirm.sending') : say('step.confirm')}
            </button>
          )}
        </>
      }
    >
      <ConfirmBody confirm={confirm} readAgain={readAgain} />
    </Window>
  )
}

function ConfirmBody({ confirm, readAgain }: { readonly confirm: Confirm; readonly readAgain: () => void }) {
  if (confirm.phase === 'reading') return <Skeleton what={say('what.preview')} />
  if (confirm.phase === 'unread')
    return <Failed what={say('what.preview')} problem={confirm.problem} again={readAgain} />
  return (
    <>
      {confirm.phase === 'stale' && (
        <Notice tone="warn" title={say('confirm.staleTitle')} role="alert">
          <p>{say('confirm.staleWords')}</p>
        </Notice>
      )}
      {confirm.phase === 'unsure' && (
        <Notice tone="warn" title={say('confirm.unsureTitle')} role="alert">
          <p>{say('confirm.unsureWords')}</p>
        </Notice>
      )}
      {confirm.phase === 'refused' && (
        <Notice tone="bad" title={say('confirm.refusedTitle')} role="alert">
          <p>{problemWords(confirm.problem)}</p>
        </Notice>
      )}
      <PreviewTables preview={confirm.preview} />
    </>
  )
}

function useConfirm(choice: Choice) {
  const { account, changed } = useAccount()
  const [confirm, dispatch] = useReducer(confirmAfter, firstConfirm)
  const body = useMemo(() => requestOf(choice), [choice])
  const isReading = confirm.phase === 'reading'
  const preview = 'preview' in confirm ? confirm.preview : undefined
  // One key for what is shown: pressed again after a lost answer it is still carried out once.
  const key = useMemo(() => keyFor(preview), [preview])
  useEffect(() => {
    if (!isReading) return
    previewChange(account, body).then(
      (shown) => dispatch({ kind: 'read', preview: shown }),
      (fault: unknown) => dispatch({ kind: 'unread', problem: problemIn(fault) }),
    )
  }, [isReading, account, body])
  const send = () => {
    if (!maySend(confirm)) return
    dispatch({ kind: 'send' })
    carryOut(account, body, { preview: confirm.preview, key })
      .then(
        (done) => dispatch({ kind: 'sent', done }),
        (fault: unknown) => dispatch({ kind: 'notSent', problem: problemIn(fault) }),
      )
      .finally(() => {
        changed('subscription')
        changed('invoices')
      })
  }
  return { confirm, send, readAgain: () => dispatch({ kind: 'readAgain' }) }
}

function useNews(): (done: ChangeDone) => void {
  const { money } = useMoney()
  return ({ tierName, pendingTierName, document }) => {
    const title =
      pendingTierName === null
        ? say('confirm.done', { tier: tierName })
        : say('confirm.doneLater', { tier: pendingTierName })
    if (document === null) return toast({ title })
    toast({ title, words: say(`confirm.${document.kind}`, { amount: money(Math.abs(document.grossMinor)) }) })
  }
}

/** A key for one preview as it is shown in one window; another window with the same figures has another. */
function keyFor(preview: Preview | undefined): string {
  return preview === undefined ? '' : crypto.randomUUID()
}
