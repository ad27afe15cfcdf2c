/** Evidence: check a bundle in the browser, pull reports read-only, checkpoints and keys. */
import { useAccount } from '../../account.ts'
import { PageHead } from '../../parts/card.tsx'
import { go } from '../../location.ts'
import { SelectField } from '../../parts/field.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { Checkpoints } from './checkpoints.tsx'
import { Keys } from './keys.tsx'
import { Pull } from './pull.tsx'
import { VerifyArea } from './verify-area.tsx'

export function Evidence({ query }: { readonly query: Query }) {
  return (
    <>
      <PageHead title={say('nav.evidence')} words={say('evidence.words')}>
        <AccountChoice />
      </PageHead>
      <div class="split">
        <div class="stack">
          <VerifyArea />
          <Keys />
        </div>
        <div class="stack">
          <Pull job={query['job']} />
          <Checkpoints cursor={query['cursor']} />
        </div>
      </div>
    </>
  )
}

/** An auditor may read several accounts. */
function AccountChoice() {
  const { session, account } = useAccount()
  if (session.role !== 'auditor' || session.accounts.length < 2) return null
  return (
    <SelectField label={say('account.account')} value={account.id} onChoose={(id) => go(accountUrl(id, 'evidence'))}>
      {session.accounts.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
