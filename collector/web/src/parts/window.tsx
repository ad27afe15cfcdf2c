/** A popup window: one modal dialog. Close (the cross, Esc) changes nothing; Back goes one step. */
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { say } from '../texts/say.ts'
import { Icon } from './icon.tsx'
import { useScrollStop } from './scroll.tsx'
import { Toasts } from './toasts.tsx'

export type WindowProps = {
  readonly title: string
  readonly close: () => void
  readonly back?: (() => void) | undefined
  readonly isWide?: boolean
  /** Names of all steps and which one is shown, from 0. */
  readonly scale?: { readonly names: readonly string[]; readonly at: number }
  readonly footer: ComponentChildren
  readonly children: ComponentChildren
}

/** The title takes the focus whenever it changes, so that a reader hears where they are. */
export function Window(props: WindowProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const body = useScrollStop<HTMLDivElement>()
  const id = useId()
  useLayoutEffect(() => {
    const opener = document.activeElement
    const held = dialog.current
    held?.showModal()
    return () => {
      held?.close()
      giveFocusBack(opener)
    }
  }, [])
  useLayoutEffect(() => heading.current?.focus(), [props.title])
  const cancel = (event: Event) => {
    event.preventDefault()
    props.close()
  }
  return (
    <dialog ref={dialog} class={props.isWide ? 'wide' : ''} aria-labelledby={id} onCancel={cancel}>
      <header class={props.back ? 'has-back' : ''}>
        {props.back && (
          <button class="button plain square" type="button" aria-label={say('window.back')} onClick={props.back}>
            <Icon name="back" />
          </button>
        )}
        <h2 id={id} ref={heading} tabIndex={-1}>
          {props.title}
        </h2>
        <button class="button plain square" type="button" aria-label={say('window.close')} onClick={props.close}>
          <Icon name="close" />
        </button>
      </header>
      {props.scale && <StepScale {...props.scale} />}
      <div class="body" ref={body.ref} tabIndex={body.tabIndex}>
        {props.children}
      </div>
      <footer>{props.footer}</footer>
      <Toasts />
    </dialog>
  )
}

function StepScale({ names, at }: { readonly names: readonly string[]; readonly at: number }) {
  return (
    <ol class="steps" aria-label={say('window.step', { n: at + 1, of: names.length })}>
      {names.map((name, i) => (
        <li key={name} class={i < at ? 'done' : ''} aria-current={i === at ? 'step' : undefined}>
          <span class="hidden-text">{name}</span>
        </li>
      ))}
    </ol>
  )
}

/** To what had it before the window; when that is gone or folded away, to the head of the page. */
function giveFocusBack(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener !== document.body) opener.focus()
  if (opener !== null && opener !== document.body && document.activeElement === opener) return
  const heading = document.querySelector('#main h1')
  if (heading instanceof HTMLElement) heading.focus()
}
