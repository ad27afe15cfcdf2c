/** Accounts: search, open one as its customer sees it, begin a new one. */
import { useState } from 'preact/hooks'
import type { AccountHead } from '../../model.ts'
import { frequencyWords } from '../../bill-words.ts'
import { go } from '../../location.ts'
import { PageHead } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { OpsList } from '../../parts/ops-list.tsx'
import { NewAccount } from '../../popups/new-account/view.tsx'
import { accountUrl, type Query, withQuery } from '../../route.ts'
import { accountsLookup } from '../../lookups/operations.ts'
import { say } from '../../texts/say.ts'

export function Accounts({ query }: { readonly query: Query }) {
  const [version, setVersion] = useState(0)
  const { window: opened, ...kept } = query
  const close = () => {
    setVersion((n) => n + 1)
    go(withQuery('/accounts', kept))
  }
  return (
    <>
      <PageHead title={say('nav.accounts')} words={say('accounts.words')}>
        <div class="actions">
          <a class="button" href={withQuery('/accounts', { ...kept, window: 'new' })}>
            <Icon name="plus" />
            {say('accounts.new')}
          </a>
        </div>
      </PageHead>
      <OpsList<AccountHead>
        title={say('nav.accounts')}
        page="/accounts"
        lookup={accountsLookup(kept)}
        query={query}
        version={version}
        findHint={say('accounts.findHint')}
        columns={[
          { name: say('account.account') },
          { name: say('history.plan') },
          { name: say('details.status'), look: 'mid-only' },
          { name: say('account.timeZone'), look: 'wide-only' },
          { name: say('accounts.gateways'), look: 'num mid-only' },
          { name: say('accounts.connected'), look: 'num' },
          { name: say('account.currency'), look: 'wide-only' },
        ]}
        empty={{ title: say('accounts.none'), words: say('accounts.noneHint') }}
        keyOf={({ id }) => id}
        row={(account) => <Cells account={account} />}
      />
      {opened === 'new' && <NewAccount close={close} />}
    </>
  )
}

function Cells({ account }: { readonly account: AccountHead }) {
  const { tierName, frequency, status } = account
  const plan =
    tierName && frequency
      ? say('plan.named', { tier: tierName, frequency: frequencyWords(frequency).toLowerCase() })
      : '–'
  const isTrouble = status === 'pastDue' || status === 'suspended'
  return (
    <>
      <th scope="row">
        <a href={accountUrl(account.id, 'overview')}>{account.name}</a>
        <small class="key">{account.id}</small>
      </th>
      <td>{plan}</td>
      <td class="mid-only">
        {status && (
          <span class={isTrouble ? 'badge warn' : 'badge'}>
            {isTrouble && <Icon name="warn" />}
            {say(`status.${status}`)}
          </span>
        )}
      </td>
      <td class="wide-only">{account.timeZone}</td>
      <td class="num mid-only">{account.gateways === null ? '–' : say('number', { n: account.gateways })}</td>
      <td class="num">{account.connected === null ? '–' : say('number', { n: account.connected })}</td>
      <td class="wide-only">{account.currency}</td>
    </>
  )
}
