/** Filling in a form and sending it once, as a state machine; the popups with one form share its shape. */
import type { Problem } from '../../model.ts'

export type Filling =
  | { readonly phase: 'filling'; readonly problem?: Problem }
  | { readonly phase: 'sending' }
  | { readonly phase: 'done' }

export type FillingEvent =
  | { readonly kind: 'send' | 'sent' | 'anew' }
  | { readonly kind: 'refused'; readonly problem: Problem }

export const firstFilling: Filling = { phase: 'filling' }

/** Nothing is sent twice: while sending, pressing again changes nothing. A refusal leads back to the form. */
export function fillingAfter(filling: Filling, event: FillingEvent): Filling {
  switch (event.kind) {
    case 'send':
      return filling.phase === 'filling' ? { phase: 'sending' } : filling
    case 'sent':
      return filling.phase === 'sending' ? { phase: 'done' } : filling
    case 'refused':
      return filling.phase === 'sending' ? { phase: 'filling', problem: event.problem } : filling
    case 'anew':
      return firstFilling
  }
}

/** What was refused about one field: the collector names it by a JSON pointer such as /billingAddress/city. */
export function errorAt(filling: Filling, pointer: string): string | undefined {
  if (filling.phase !== 'filling') return undefined
  return filling.problem?.errors?.find((error) => error.pointer === pointer)?.detail
}
