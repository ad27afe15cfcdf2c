/** A total beside what it is made of: `5 − 1 = 4 × $0.95 = $3.80`, every term with its name under it. */

export type Term = {
  /** The sign before the term; the first has none. */
  readonly sign?: '−' | '×' | '=' | '+'
  readonly figure: string
  readonly name: string
  readonly isBilled?: boolean
}

export function Equation({ terms, isSmall = false }: { readonly terms: readonly Term[]; readonly isSmall?: boolean }) {
  return (
    <div class={isSmall ? 'eq small' : 'eq'}>
      {terms.map((term) =>
        term.sign === undefined ? (
          <TermOf key={term.name} {...term} />
        ) : (
          <span key={term.sign + term.name} class="with">
            <i>{term.sign}</i>
            <TermOf {...term} />
          </span>
        ),
      )}
    </div>
  )
}

function TermOf({ figure, name, isBilled }: Term) {
  return (
    <span class={isBilled ? 'billed' : ''}>
      {figure}
      <small>{name}</small>
    </span>
  )
}
