/** A popup window with one form: fields, a refusal, Cancel and the button that sends. */
import type { ComponentChildren } from 'preact'
import { useEffect, useReducer } from 'preact/hooks'
import { problemIn } from '../../api/lookup.ts'
import { Notice, problemWords } from '../../parts/states.tsx'
import { Window } from '../../parts/window.tsx'
import { say } from '../../texts/say.ts'
import { type Filling, fillingAfter, firstFilling } from './steps.ts'

type FormWindowProps<Body> = {
  readonly title: string
  readonly hint: string
  readonly button: string
  readonly isDangerous?: boolean
  /** Sends what was filled in. */
  readonly send: (form: FormData) => Promise<Body>
  readonly close: () => void
  /** Called once with the collector's answer; the window closes itself unless this shows something else. */
  readonly done: (body: Body) => void
  readonly children: (filling: Filling) => ComponentChildren
}

export function FormWindow<Body>(props: FormWindowProps<Body>) {
  const { filling, send } = useSending<Body>(props.send, props.done)
  return (
    <Window
      title={props.title}
      close={props.close}
      footer={
        <>
          <p>{props.hint}</p>
          <button class="button quiet" type="button" onClick={props.close}>
            {say('window.cancel')}
          </button>
          <button
            class={props.isDangerous ? 'button danger' : 'button'}
            type="submit"
            form="window-form"
            disabled={filling.phase !== 'filling'}
          >
            {props.button}
          </button>
        </>
      }
    >
      {filling.phase === 'filling' && filling.problem && (
        <Notice tone="bad" title={say('form.refused')} role="alert">
          <p>{problemWords(filling.problem)}</p>
        </Notice>
      )}
      <form class="stack tight" id="window-form" onSubmit={send}>
        {props.children(filling)}
      </form>
    </Window>
  )
}

function useSending<Body>(deliver: (form: FormData) => Promise<Body>, done: (body: Body) => void) {
  const [filling, dispatch] = useReducer(fillingAfter, firstFilling)
  useEffect(() => {
    if (filling.phase === 'filling' && filling.problem)
      document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [filling])
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement) || filling.phase !== 'filling') return
    const form = new FormData(event.currentTarget)
    dispatch({ kind: 'send' })
    deliver(form).then(
      (body) => {
        dispatch({ kind: 'sent' })
        done(body)
      },
      (fault: unknown) => dispatch({ kind: 'refused', problem: problemIn(fault) }),
    )
  }
  return { filling, send }
}

/** A text of a form; '' when it was left out. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
