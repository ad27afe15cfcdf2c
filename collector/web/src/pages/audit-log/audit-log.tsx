/** Audit log: who did what when, newest first; what changed a bill names its ledger entry. */
import type { AuditEntry } from '../../model.ts'
import { instantText } from '../../format/day.ts'
import { PageHead } from '../../parts/card.tsx'
import { OpsList } from '../../parts/ops-list.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { auditLookup } from '../../lookups/operations.ts'
import { languageNow, say } from '../../texts/say.ts'

export function AuditLog({ query }: { readonly query: Query }) {
  return (
    <>
      <PageHead title={say('nav.audit-log')} words={say('audit.words')} />
      <OpsList<AuditEntry>
        title={say('audit.title')}
        page="/audit-log"
        lookup={auditLookup(query)}
        query={query}
        findHint={say('audit.findHint')}
        columns={[
          { name: say('list.at') },
          { name: say('audit.who') },
          { name: say('audit.action') },
          { name: say('audit.subject'), look: 'mid-only' },
          { name: say('account.account'), look: 'wide-only' },
          { name: say('history.entry'), look: 'num wide-only' },
        ]}
        empty={{ title: say('audit.none'), words: say('audit.noneHint') }}
        keyOf={({ at, requestId, action }) => `${at} ${requestId} ${action}`}
        row={(entry) => <Cells entry={entry} />}
      />
    </>
  )
}

function Cells({ entry }: { readonly entry: AuditEntry }) {
  return (
    <>
      <th scope="row" class="nowrap">
        {instantText(entry.at, 'UTC', languageNow())}
      </th>
      <td>
        {entry.who}
        <small>{entry.role}</small>
      </td>
      <td>{entry.action}</td>
      <td class="mid-only">
        <span class="key">{entry.subject}</span>
      </td>
      <td class="wide-only">
        {entry.account ? <a href={accountUrl(entry.account.id, 'overview')}>{entry.account.name}</a> : '–'}
      </td>
      <td class="num wide-only">{entry.ledgerEntry === null ? '–' : say('number', { n: entry.ledgerEntry })}</td>
    </>
  )
}
