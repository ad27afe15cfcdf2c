/** What a part of a page says while it waits, when there is nothing, and when something failed. */
import type { ComponentChildren } from 'preact'
import type { Reading } from '../api/lookup.ts'
import type { Problem } from '../model.ts'
import { say, sayCode } from '../texts/say.ts'
import { Icon } from './icon.tsx'

type Slots<Body> = {
  readonly reading: Reading<Body>
  /** What is read, as in "Loading usage". */
  readonly what: string
  readonly children: (body: Body) => ComponentChildren
}

/** Shows a reading in whichever state it is. */
export function Read<Body>({ reading, what, children }: Slots<Body>) {
  if (reading.state === 'loading') return <Skeleton what={what} />
  if (reading.state === 'failed') return <Failed what={what} problem={reading.problem} again={reading.again} />
  return <>{children(reading.body)}</>
}

export function Skeleton({ what }: { readonly what: string }) {
  return (
    <div class="skeleton" aria-busy="true">
      <p class="hidden-text" role="status">
        {say('state.loading', { what })}
      </p>
      {[1, 2, 3, 4, 5, 6].map((n) => (
        <span key={n} />
      ))}
    </div>
  )
}

type FailedProps = { readonly what: string; readonly problem: Problem; readonly again: () => void }

/** What a collector does not offer is no failure: it is said, and there is nothing to try again. */
export function Failed({ what, problem, again }: FailedProps) {
  if (problem.code === 'ROUTE_NOT_FOUND') return <p class="body pad hint">{say('state.notOffered')}</p>
  return (
    <div class="body">
      <Notice tone="bad" title={capitalised(say('state.failed', { what }))} role="alert">
        <p>
          {problemWords(problem)}
          {problem.requestId && <RequestId id={problem.requestId} />}
        </p>
        <div class="actions">
          <button class="button quiet small" type="button" onClick={again}>
            {say('state.again')}
          </button>
        </div>
      </Notice>
    </div>
  )
}

function capitalised(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
}

function RequestId({ id }: { readonly id: string }) {
  return (
    <>
      {' '}
      {say('state.request')} <span class="key">{id}</span>.
    </>
  )
}

/** A problem in words: the page's own for its code, else the collector's title and hint. */
export function problemWords(problem: Problem): string {
  const own = sayCode('problem', problem.code)
  if (own !== undefined) return own
  return [problem.title, problem.hint].filter(Boolean).join(' ') || say('problem.UNKNOWN')
}

type NoticeProps = {
  readonly tone?: 'warn' | 'bad'
  readonly title: string
  readonly role?: 'alert' | 'status'
  readonly children?: ComponentChildren
}

export function Notice({ tone, title, role, children }: NoticeProps) {
  return (
    <div class={`notice ${tone ?? ''}`} role={role}>
      <Icon name={tone ?? 'check'} />
      <div>
        <b>{title}</b>
        {children}
      </div>
    </div>
  )
}

type EmptyProps = { readonly title: string; readonly words: string; readonly children?: ComponentChildren }

export function Empty({ title, words, children }: EmptyProps) {
  return (
    <div class="state">
      <svg viewBox="0 0 88 44" aria-hidden="true">
        <path d="M6 6v32M22 6v32M38 6v32M54 6v32" />
        <path d="M70 6v32" stroke-dasharray="2 5" />
      </svg>
      <h3>{title}</h3>
      <p>{words}</p>
      {children}
    </div>
  )
}
