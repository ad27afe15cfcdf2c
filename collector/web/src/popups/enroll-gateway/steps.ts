/** Enrolling a gateway as a state machine: choose an account, then its site, get a claim that is shown once. */
import type { Claim, NamedId } from '../../model.ts'

export type Enrolling =
  | { readonly step: 'account' }
  | { readonly step: 'site'; readonly account: NamedId }
  | { readonly step: 'claim'; readonly claim: Claim }

export type EnrollingEvent =
  | { readonly kind: 'account'; readonly account: NamedId }
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'back' }

export const firstEnrolling: Enrolling = { step: 'account' }

/** A claim that was shown cannot be gone back from: closing is the only way out. */
export function enrollingAfter(enrolling: Enrolling, event: EnrollingEvent): Enrolling {
  switch (event.kind) {
    case 'account':
      return enrolling.step === 'account' ? { step: 'site', account: event.account } : enrolling
    case 'claimed':
      return enrolling.step === 'site' ? { step: 'claim', claim: event.claim } : enrolling
    case 'back':
      return enrolling.step === 'site' ? firstEnrolling : enrolling
  }
}
