/** Cameras of one day as cells: the included ones are empty, those billed are full, pale and dashed while it is
 *  open. */

type CellsProps = {
  readonly connected: number
  readonly included: number
  readonly isOpen: boolean
  readonly size: number
  /** Undefined where the sentence stands beside. */
  readonly label?: string
}

/** More than this many cells are no longer counted by eye. */
const most = 24

export function Cells({ connected, included, isOpen, size, label }: CellsProps) {
  if (connected > most || connected === 0) return <CellsAsWords connected={connected} {...(label ? { label } : {})} />
  const gap = Math.max(2, Math.round(size * 0.15))
  const width = connected * (size + gap) - gap
  return (
    <svg
      class="cells"
      width={width}
      height={size}
      viewBox={`0 0 ${width} ${size}`}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {Array.from({ length: connected }, (_, i) => (
        <Cell
          key={String(i)}
          x={i * (size + gap)}
          size={size}
          kind={i < included ? 'included' : isOpen ? 'open' : 'billed'}
        />
      ))}
    </svg>
  )
}

function CellsAsWords({ connected, label }: { readonly connected: number; readonly label?: string }) {
  return label === undefined ? <span>{connected}</span> : <span class="hidden-text">{label}</span>
}

type CellProps = { readonly x: number; readonly size: number; readonly kind: 'included' | 'open' | 'billed' }

function Cell({ x, size, kind }: CellProps) {
  if (kind === 'billed') return <rect class="cell-billed" x={x} y={0} width={size} height={size} />
  return <rect class={`cell-${kind}`} x={x + 0.5} y={0.5} width={size - 1} height={size - 1} />
}
