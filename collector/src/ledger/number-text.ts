/** Numbers as they are printed: each series with letters of its own, so that no two documents read alike (R32). */
import type { Series } from '../store/schema-billing.ts'

const letters: Readonly<Record<Series, string>> = { invoice: 'INV', creditNote: 'CN' }

/** Invoice 12 is INV-000012. */
export function numberText(series: Series, number: number): string {
  return `${letters[series]}-${String(number).padStart(6, '0')}`
}
