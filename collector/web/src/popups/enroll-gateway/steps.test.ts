/** Enrolling a gateway without a browser. */
import t from 'tap'
import { enrollingAfter, firstEnrolling } from './steps.ts'

const account = { id: 'a', name: 'Northgate' }
const claim = { claim: 'CLM', expiresAt: '2027-03-21T19:28:00Z', command: 'camtally-agent enroll --claim CLM' }

t.test('an account, then a site, then a claim that is shown once', async (t) => {
  const site = enrollingAfter(firstEnrolling, { kind: 'account', account })
  t.same(site, { step: 'site', account })
  const claimed = enrollingAfter(site, { kind: 'claimed', claim })
  t.same(claimed, { step: 'claim', claim })
  t.same(enrollingAfter(claimed, { kind: 'back' }), claimed)
  t.same(enrollingAfter(site, { kind: 'back' }), firstEnrolling)
  t.same(enrollingAfter(firstEnrolling, { kind: 'claimed', claim }), firstEnrolling)
})
