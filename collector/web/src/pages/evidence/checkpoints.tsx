/** The collector's signed tree heads over the ledger, newest first. */
import { useAccount } from '../../account.ts'
import { useLookup } from '../../api/lookup.ts'
import type { Checkpoint } from '../../model.ts'
import { clockTime, dayOf, shortDay } from '../../format/day.ts'
import { go } from '../../location.ts'
import { Card } from '../../parts/card.tsx'
import { Pager } from '../../parts/pager.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { accountUrl } from '../../route.ts'
import { checkpointsLookup } from '../../lookups/evidence.ts'
import { languageNow, say } from '../../texts/say.ts'

export function Checkpoints({ cursor }: { readonly cursor: string | undefined }) {
  const { account } = useAccount()
  const reading = useLookup(checkpointsLookup(cursor))
  return (
    <Card title={say('checkpoints.title')}>
      <Read reading={reading} what={say('what.checkpoints')}>
        {({ items, next, total }) =>
          items.length === 0 ? (
            <Empty title={say('checkpoints.none')} words={say('checkpoints.noneHint')} />
          ) : (
            <>
              <Table items={items} timeZone={account.timeZone} />
              <footer>
                <Pager
                  shown={items.length}
                  total={total}
                  isFirst={cursor === undefined}
                  next={next}
                  go={(to) => go(accountUrl(account.id, 'evidence', { cursor: to }))}
                />
              </footer>
            </>
          )
        }
      </Read>
    </Card>
  )
}

function Table({ items, timeZone }: { readonly items: readonly Checkpoint[]; readonly timeZone: string }) {
  return (
    <Scroll label={say('checkpoints.title')}>
      <table class="data dense">
        <thead>
          <tr>
            <th scope="col">{say('checkpoints.cut')}</th>
            <th scope="col" class="num">
              {say('checkpoints.size')}
            </th>
            <th scope="col">{say('checkpoints.root')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ at, size, root }) => (
            <tr key={root + at}>
              <th scope="row" class="nowrap">
                {shortDay(dayOf(at, timeZone), languageNow())} {clockTime(at, timeZone)}
              </th>
              <td class="num">{say('number', { n: size })}</td>
              <td class="key" title={root}>{`${root.slice(0, 6)}…`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
