/** A labelled field with its hint and, when it was refused, the reason under it. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/** Spelt out one by one: what an input may carry depends on its type. */
const typed = {
  text: { type: 'text' },
  search: { type: 'search' },
  email: { type: 'email' },
  password: { type: 'password' },
  date: { type: 'date' },
} as const

type Shared = { readonly label: string; readonly hint?: string; readonly error?: string | undefined }
type FieldProps = Shared & {
  readonly name: string
  readonly type?: keyof typeof typed
  readonly value?: string
  readonly placeholder?: string
  readonly autocomplete?: string
  readonly required?: boolean
  readonly minLength?: number
  readonly isWide?: boolean
  readonly isLabelHidden?: boolean
  readonly onInput?: (value: string) => void
}

export function Field({
  label,
  hint,
  error,
  isWide,
  isLabelHidden,
  onInput,
  value,
  type = 'text',
  ...rest
}: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class={isWide ? 'field wide' : 'field'}>
      <label class={isLabelHidden ? 'hidden-text' : ''} for={id}>
        {label}
      </label>
      <input
        class="input"
        id={id}
        {...typed[type]}
        {...rest}
        {...(onInput ? { value: value ?? '' } : { defaultValue: value ?? '' })}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onInput?.(event.currentTarget.value)}
      />
      <Below id={id} hint={hint} error={error} />
    </div>
  )
}

type SelectProps = Shared & {
  readonly name?: string
  readonly value: string
  readonly isLabelHidden?: boolean
  readonly onChoose: (value: string) => void
  readonly children: ComponentChildren
}

export function SelectField({ label, hint, error, value, name, isLabelHidden, onChoose, children }: SelectProps) {
  const id = useId()
  return (
    <div class="field">
      <label class={isLabelHidden ? 'hidden-text' : ''} for={id}>
        {label}
      </label>
      <select
        class="select"
        id={id}
        name={name}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {children}
      </select>
      <Below id={id} hint={hint} error={error} />
    </div>
  )
}

type BelowProps = { readonly id: string; readonly hint?: string | undefined; readonly error?: string | undefined }

function Below({ id, hint, error }: BelowProps) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  )
}
