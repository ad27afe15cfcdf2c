/** The last window as a state machine: a preview is read, shown, carried out once, or told to be out of date. */
import type { ChangeDone, Preview, Problem } from '../../model.ts'

export type Confirm =
  | { readonly phase: 'reading' }
  | { readonly phase: 'unread'; readonly problem: Problem }
  | { readonly phase: 'ready'; readonly preview: Preview }
  | { readonly phase: 'sending'; readonly preview: Preview }
  /** The figures moved since they were shown. Nothing was changed and nothing is, before the new ones were seen. */
  | { readonly phase: 'stale'; readonly preview: Preview }
  | { readonly phase: 'refused'; readonly preview: Preview; readonly problem: Problem }
  /** No answer came: it may or may not have been carried out. Sending the same key again does it at most once. */
  | { readonly phase: 'unsure'; readonly preview: Preview }
  | { readonly phase: 'done'; readonly preview: Preview; readonly done: ChangeDone }

export type ConfirmEvent =
  | { readonly kind: 'read'; readonly preview: Preview }
  | { readonly kind: 'unread'; readonly problem: Problem }
  | { readonly kind: 'send' | 'readAgain' }
  | { readonly kind: 'sent'; readonly done: ChangeDone }
  | { readonly kind: 'notSent'; readonly problem: Problem }

export const firstConfirm: Confirm = { phase: 'reading' }

/** Codes that mean: what was shown is no longer what would be charged. */
const staleCodes = new Set(['PREVIEW_STALE', 'IF_MATCH_STALE'])

/** One step of the last window. What is not possible in a phase changes nothing. */
export function confirmAfter(confirm: Confirm, event: ConfirmEvent): Confirm {
  switch (event.kind) {
    case 'read':
      return confirm.phase === 'reading' ? { phase: 'ready', preview: event.preview } : confirm
    case 'unread':
      return confirm.phase === 'reading' ? { phase: 'unread', problem: event.problem } : confirm
    case 'readAgain':
      return confirm.phase === 'sending' || confirm.phase === 'done' ? confirm : firstConfirm
    case 'send':
      return maySend(confirm) ? { phase: 'sending', preview: confirm.preview } : confirm
    case 'sent':
      return confirm.phase === 'sending' ? { phase: 'done', preview: confirm.preview, done: event.done } : confirm
    case 'notSent':
      return confirm.phase === 'sending' ? afterFault(confirm.preview, event.problem) : confirm
  }
}

/** Whether Update Subscription can be pressed. */
export function maySend(confirm: Confirm): confirm is Confirm & { phase: 'ready' | 'unsure' } {
  return confirm.phase === 'ready' || confirm.phase === 'unsure'
}

function afterFault(preview: Preview, problem: Problem): Confirm {
  if (staleCodes.has(problem.code)) return { phase: 'stale', preview }
  if (problem.status === 0 || problem.status >= 500) return { phase: 'unsure', preview }
  return { phase: 'refused', preview, problem }
}
