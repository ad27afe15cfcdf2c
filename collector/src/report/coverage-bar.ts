/** A gateway's coverage as a bar: dark where it spoke, amber where it was silent, pale where it was not yet there. */

import type { GatewayCoverage, MinuteSpan } from '../domain/usage-report.ts'
import { color } from './look.ts'
import type { Paper } from './paper.ts'
import { percent } from './percent-text.ts'
import type { Box, Drawn } from './table-layout.ts'

const HEIGHT = 10
/** A silence of a minute in a month would be a hundredth of a point wide: it is widened until it can be seen. */
const LEAST_HOLE = 1.6

/** The bar as a cell of a table; `window` is what its whole width stands for, in UTC minutes. */
export function coverageBar(paper: Paper, gateway: GatewayCoverage, window: MinuteSpan): Drawn {
  return {
    draw: (box) => drawBar(paper, gateway, { box, window }),
    height: HEIGHT,
    says: `${percent(gateway.coveredMinutes, gateway.expectedMinutes)} covered`,
  }
}

function drawBar(paper: Paper, gateway: GatewayCoverage, { box, window }: { box: Box; window: MinuteSpan }): void {
  const at = (minute: number) => box.x + (box.width * (minute - window.from)) / (window.to - window.from)
  const rect = (span: MinuteSpan, least = 0) =>
    paper.pdf.rect(at(span.from), box.y, Math.max(least, at(span.to) - at(span.from)), box.height)
  rect(window).fill(color.sunken)
  rect(gateway.expected).fill(color.ink2)
  for (const hole of holesOf(gateway)) {
    rect(hole, LEAST_HOLE).lineWidth(0.5).fillAndStroke(color.warnSoft, color.warn)
  }
}

function holesOf(gateway: GatewayCoverage): MinuteSpan[] {
  const starts = [gateway.expected.from, ...gateway.covered.map((span) => span.to)]
  const ends = [...gateway.covered.map((span) => span.from), gateway.expected.to]
  return starts.map((from, index) => ({ from, to: ends[index] ?? from })).filter((span) => span.to > span.from)
}
