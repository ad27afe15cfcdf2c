/** 6: the last window: old and new side by side, every amount from the collector's preview. Closing changes nothing. */
import { useEffect, useMemo, useReducer } from 'preact/hooks'
import { apiPath, useAccount, useMoney } from '../../account.ts'
import { change } from '../../api/client.ts'
import { problemIn } from '../../api/resource.ts'
import type { ChangeDone, Preview } from '../../api/schema.d.ts'
import { Failed, Notice, problemWords, Skeleton } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { Window } from '../../parts/window.tsx'
import { say } from '../../texts/say.ts'
import { type Confirm, confirmAfter, firstConfirm, maySend } from './confirm-steps.ts'
import { PreviewTables } from './preview.tsx'
import { type Choice, requestOf } from './steps.ts'
import type { StepProps } from './windows.tsx'

export function ConfirmChange({ on, frame, choice }: StepProps & { readonly choice: Choice }) {
  const { confirm, send, readAgain } = useConfirm(choice)
  const tell = useNews()
  useEffect(() => {
    if (confirm.phase !== 'done') return
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
              {confirm.phase === 'sending' ? say('confirm.sending') : say('step.confirm')}
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
  if (confirm.phase === 'done') return null
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
    change<Preview>('POST', apiPath(account.id, '/subscription/preview'), { body }).then(
      (answer) => dispatch({ kind: 'read', preview: answer.body }),
      (fault: unknown) => dispatch({ kind: 'unread', problem: problemIn(fault) }),
    )
  }, [isReading, account.id, body])
  const send = () => {
    if (!maySend(confirm)) return
    dispatch({ kind: 'send' })
    const request = { body: { ...body, preview: confirm.preview.token }, key }
    change<ChangeDone>('POST', apiPath(account.id, '/subscription/changes'), request)
      .then(
        (answer) => dispatch({ kind: 'sent', done: answer.body }),
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
  return ({ subscription, document }) => {
    const [pending] = subscription.pending
    const title =
      pending === undefined
        ? say('confirm.done', { tier: subscription.tierName })
        : say('confirm.doneLater', { tier: pending.tierName })
    const number = document?.number ?? ''
    if (document === null) return toast({ title })
    const amount = money(Math.abs(document.grossMinor))
    toast({ title, words: say(`confirm.${document.kind}`, { number, amount }) })
  }
}

/** A key for one preview as it is shown in one window; another window with the same figures has another. */
function keyFor(preview: Preview | undefined): string {
  return preview === undefined ? '' : crypto.randomUUID()
}
