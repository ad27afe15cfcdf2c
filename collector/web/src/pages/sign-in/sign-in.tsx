/** Signing in: by name and password, or for the first time by a one-time link that sets the password. */
import { useState } from 'preact/hooks'
import { tell } from '../../api/client.ts'
import { problemIn } from '../../api/lookup.ts'
import type { Problem, Session } from '../../model.ts'
import { Field } from '../../parts/field.tsx'
import { Brand } from '../../parts/icon.tsx'
import { Notice, problemWords } from '../../parts/states.tsx'
import { say } from '../../texts/say.ts'
import './sign-in.css'

type SignInProps = { readonly enter: (session: Session) => void; readonly link?: string }

export function SignIn({ enter, link }: SignInProps) {
  const [fault, setFault] = useState<Problem>()
  const [isSending, setSending] = useState(false)
  const isNew = link !== undefined
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const form = new FormData(event.currentTarget)
    const password = String(form.get('password') ?? '')
    setSending(true)
    const email = String(form.get('email') ?? '')
    const opening = isNew
      ? tell('POST /v1/session/link', { body: { link, password } })
      : tell('POST /v1/session', { body: { email, password } })
    opening.then(
      (answer) => enter(answer.body),
      (reason: unknown) => {
        setFault(problemIn(reason))
        setSending(false)
      },
    )
  }
  return (
    <main class="sign-in" id="main">
      <Brand href="/" />
      <form class="card stack" onSubmit={send} aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">{isNew ? say('signIn.newTitle') : say('signIn.title')}</h1>
        {fault && (
          <Notice tone="bad" title={say('signIn.refused')} role="alert">
            <p>{problemWords(fault)}</p>
          </Notice>
        )}
        {!isNew && <Field label={say('signIn.email')} name="email" type="email" autocomplete="username" required />}
        <Field
          label={say('signIn.password')}
          name="password"
          type="password"
          autocomplete={isNew ? 'new-password' : 'current-password'}
          required
          {...(isNew ? { minLength: 12, hint: say('signIn.passwordHint') } : {})}
        />
        <button class="button" type="submit" disabled={isSending}>
          {isNew ? say('signIn.set') : say('signIn.go')}
        </button>
      </form>
      <p class="hint">{say('signIn.hint')}</p>
    </main>
  )
}
