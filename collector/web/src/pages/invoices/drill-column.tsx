/** One column of the drill: its name, its equation, its rows. */
import type { ComponentChildren } from 'preact'

type ColumnProps = {
  readonly title: string
  readonly head?: ComponentChildren
  readonly children: ComponentChildren
}

export function Column({ title, head, children }: ColumnProps) {
  return (
    <li>
      <header>
        <h3>{title}</h3>
        {head}
      </header>
      {children}
    </li>
  )
}

type LinkProps = {
  readonly href?: string
  readonly isOpened?: boolean
  readonly name: ComponentChildren
  readonly figure: string
  readonly note: ComponentChildren
  readonly unit: string
}

export function DrillLink({ href, isOpened = false, name, figure, note, unit }: LinkProps) {
  const parts = (
    <>
      <span>{name}</span>
      <b>{figure}</b>
      <small>{note}</small>
      <small class="num">{unit}</small>
    </>
  )
  return (
    <li>
      {href === undefined ? (
        <span class="term">{parts}</span>
      ) : (
        <a href={href} aria-current={isOpened ? 'true' : undefined}>
          {parts}
        </a>
      )}
    </li>
  )
}
