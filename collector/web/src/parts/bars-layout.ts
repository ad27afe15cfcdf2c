/** Where everything in the chart of days stands: x in percent, y in pixels, so that text never stretches. Pure. */

export type BarDay = {
  readonly day: string
  readonly connected: number
  readonly included: number
  readonly isOpen: boolean
  readonly isIncomplete: boolean
}
export type BarRect = { readonly kind: 'included' | 'billed' | 'open'; readonly y: number; readonly height: number }
export type Bar = { readonly x: string; readonly middle: string; readonly width: string; readonly top: number }
export type Layout = {
  readonly height: number
  readonly base: number
  /** Axis figures with the y of their text, and of their grid line where there is one. */
  readonly axis: readonly { readonly figure: number; readonly y: number; readonly line?: number }[]
  readonly bars: readonly (Bar & { readonly rects: readonly BarRect[] })[]
}

/** Up to this many cameras a day are drawn one by one. */
const mostCells = 12
const cell = 25

/** Days ascending. More than 12 cameras on any day join the cells into bars; the included stay apart at the foot. */
export function layOut(days: readonly BarDay[]): Layout {
  const most = Math.max(3, ...days.map(({ connected }) => connected))
  return most <= mostCells ? cellsLayout(days, most) : barsLayout(days, most)
}

/** Which days are named under the chart: each tenth always, each fifth where there is room; none beside the last. */
export function namedDays(count: number): readonly { readonly index: number; readonly isAlways: boolean }[] {
  const named = Array.from({ length: Math.ceil(count / 5) }, (_, i) => ({ index: i * 5, isAlways: i % 2 === 0 }))
  return named.filter(({ index }) => index < count - 4)
}

function cellsLayout(days: readonly BarDay[], most: number): Layout {
  const base = cell * most + 26
  const topOf = (i: number) => base - 23 - cell * i
  const axis = Array.from({ length: most }, (_, i) => {
    const y = base - 9.5 - cell * i
    return i === 0 ? { figure: 1, y, line: base - 26 } : { figure: i + 1, y }
  })
  const bars = days.map((day, index) => ({
    ...barAt(index, days.length),
    top: topOf(Math.max(0, day.connected - 1)),
    rects: Array.from({ length: day.connected }, (_, i) => {
      const kind = i < day.included ? 'included' : day.isOpen ? 'open' : 'billed'
      return kind === 'billed' ? { kind, y: topOf(i), height: 22 } : { kind, y: topOf(i) + 0.5, height: 21 }
    }) satisfies BarRect[],
  }))
  return { height: base + 26, base, axis, bars }
}

function barsLayout(days: readonly BarDay[], most: number): Layout {
  const base = 140
  const step = niceStep(most)
  const ceiling = Math.ceil(most / step) * step
  const perCamera = (base - 10) / ceiling
  const axis = Array.from({ length: ceiling / step }, (_, i) => {
    const line = base - (i + 1) * step * perCamera
    return { figure: (i + 1) * step, y: line + 4, line }
  })
  const bars = days.map((day, index) => {
    const top = base - day.connected * perCamera
    const additional = Math.max(0, day.connected - day.included)
    const kind = day.isOpen ? 'open' : 'billed'
    const foot: BarRect[] = day.connected > 0 ? [{ kind: 'included', y: base - 6.5, height: 5 }] : []
    const body: BarRect[] =
      additional > 0 ? [{ kind, y: Math.min(top, base - 10), height: Math.max(2, base - 8 - top) }] : []
    return { ...barAt(index, days.length), top, rects: [...foot, ...body] }
  })
  return { height: base + 26, base, axis, bars }
}

function barAt(index: number, count: number): Omit<Bar, 'top'> {
  const slot = 100 / Math.max(1, count)
  return {
    x: percent(slot * (index + 0.11)),
    middle: percent(slot * (index + 0.5)),
    width: percent(slot * 0.78),
  }
}

function niceStep(most: number): number {
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10) * power
}

function percent(value: number): string {
  return `${Math.round(value * 1000) / 1000}%`
}
