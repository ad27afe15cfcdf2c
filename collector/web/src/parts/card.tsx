/** A card with its heading, and the row of large figures. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type CardProps = {
  readonly title: string
  /** A word of explanation, or controls, to the right of the heading. */
  readonly aside?: ComponentChildren
  readonly footer?: ComponentChildren
  readonly children: ComponentChildren
}

export function Card({ title, aside, footer, children }: CardProps) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {typeof aside === 'string' ? <p>{aside}</p> : aside}
      </header>
      {children}
      {footer && <footer>{footer}</footer>}
    </section>
  )
}

export type Stat = { readonly name: ComponentChildren; readonly figure: string; readonly source: string }

export function Stats({ stats, look = '' }: { readonly stats: readonly Stat[]; readonly look?: string }) {
  return (
    <dl class={`stats ${look}`}>
      {stats.map((stat) => (
        <div key={stat.source + stat.figure}>
          <dt>{stat.name}</dt>
          <dd>{stat.figure}</dd>
          <dd>{stat.source}</dd>
        </div>
      ))}
    </dl>
  )
}

type PageHeadProps = { readonly title: string; readonly words: string; readonly children?: ComponentChildren }

export function PageHead({ title, words, children }: PageHeadProps) {
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        <p>{words}</p>
      </div>
      {children}
    </header>
  )
}
