/** Uncounted and refused: signed minutes that do not bill, and messages that were not taken, each with its code. */
import { Fragment } from 'preact'
import type { Uncounted } from '../../model.ts'
import { instantText } from '../../format/day.ts'
import { PageHead } from '../../parts/card.tsx'
import { OpsList } from '../../parts/ops-list.tsx'
import { accountUrl, type Query } from '../../route.ts'
import { uncountedLookup } from '../../lookups/operations.ts'
import { languageNow, say } from '../../texts/say.ts'

export function UncountedPage({ query }: { readonly query: Query }) {
  return (
    <>
      <PageHead title={say('nav.uncounted')} words={say('uncounted.words')} />
      <OpsList<Uncounted>
        title={say('uncounted.title')}
        page="/uncounted"
        lookup={uncountedLookup(query)}
        query={query}
        findHint={say('uncounted.findHint')}
        filters={[
          {
            name: 'what',
            label: say('uncounted.what'),
            any: say('uncounted.both'),
            options: [
              ['minutes', say('uncounted.minutes')],
              ['statement', say('uncounted.statement')],
            ],
          },
        ]}
        columns={[
          { name: say('list.at') },
          { name: say('uncounted.code') },
          { name: say('fleet.gateway'), look: 'mid-only' },
          { name: say('account.account'), look: 'wide-only' },
          { name: say('usage.minutes'), look: 'num' },
          { name: say('uncounted.detail'), look: 'wide-only' },
        ]}
        empty={{ title: say('uncounted.none'), words: say('uncounted.noneHint') }}
        keyOf={({ at, gateway, seq, code }) => `${at} ${gateway} ${seq} ${code}`}
        row={(item) => <Cells item={item} />}
      />
    </>
  )
}

function Cells({ item }: { readonly item: Uncounted }) {
  return (
    <>
      <th scope="row" class="nowrap">
        {instantText(item.at, 'UTC', languageNow())}
      </th>
      <td>
        <Code code={item.code} />
        <small>{say(`uncounted.${item.what}`)}</small>
      </td>
      <td class="mid-only">
        <span class="key">{item.gateway}</span>
        {item.seq !== null && <small>{say('drill.statement', { n: item.seq })}</small>}
      </td>
      <td class="wide-only">
        {item.account ? <a href={accountUrl(item.account.id, 'overview')}>{item.account.name}</a> : '–'}
      </td>
      <td class="num">{say('number', { n: item.minutes })}</td>
      <td class="wide-only">{item.detail}</td>
    </>
  )
}

/** A code may break at its underscores, where there is no room for all of it. */
function Code({ code }: { readonly code: string }) {
  return (
    <span class="key">
      {code.split('_').map((part, i) => (
        <Fragment key={String(i)}>
          {i > 0 && '_'}
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  )
}
