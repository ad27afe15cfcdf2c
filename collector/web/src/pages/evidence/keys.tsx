/** Keys as six words each: the account's gateways, to be compared with the labels on them, and the seller's own. */
import { useAccount, useAccountResource } from '../../account.ts'
import { useResource } from '../../api/resource.ts'
import type { Gateway, Page, SellerKey } from '../../api/schema.d.ts'
import { dayOf, shortDate } from '../../format/day.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { languageNow, say } from '../../texts/say.ts'

export function Keys() {
  const gateways = useAccountResource<Page<Gateway>>('/gateways?limit=100', 'account')
  const seller = useResource<{ items: SellerKey[] }>('/v1/keys')
  return (
    <>
      <Card title={say('keys.gateways')} aside={say('keys.gatewaysWords')}>
        <Read reading={gateways} what={say('what.keys')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('keys.none')} words={say('keys.noneHint')} />
            ) : (
              <div class="body stack tight">
                {items.map((gateway) => (
                  <Words key={gateway.gateway} name={gatewayName(gateway)} words={gateway.words} />
                ))}
              </div>
            )
          }
        </Read>
      </Card>
      <Card title={say('keys.seller')} aside={say('keys.sellerWords')}>
        <Read reading={seller} what={say('what.keys')}>
          {({ items }) => (
            <div class="body stack tight">
              {items.map((key) => (
                <SellerWords key={key.key} item={key} />
              ))}
            </div>
          )}
        </Read>
      </Card>
    </>
  )
}

function gatewayName(gateway: Gateway): string {
  return gateway.name ?? gateway.site?.name ?? gateway.gateway
}

function SellerWords({ item }: { readonly item: SellerKey }) {
  const { account } = useAccount()
  const from = shortDate(dayOf(item.from, account.timeZone), languageNow())
  return <Words name={say('keys.use', { use: item.use, from })} words={item.words} />
}

function Words({ name, words }: { readonly name: string; readonly words: readonly string[] }) {
  return (
    <div>
      <h3>{name}</h3>
      <p class="words">
        {words.map((word, i) => (
          <span key={String(i)}>{word}</span>
        ))}
      </p>
    </div>
  )
}
