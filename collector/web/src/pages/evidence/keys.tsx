/** Keys as six words each: the account's gateways, to be compared with the labels on them, and the seller's own. */
import { useAccountLookup } from '../../account.ts'
import { useLookup } from '../../api/lookup.ts'
import { Card } from '../../parts/card.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { gatewayWordsLookup, sellerKeysLookup } from '../../lookups/evidence.ts'
import { say } from '../../texts/say.ts'

export function Keys() {
  const gateways = useAccountLookup(gatewayWordsLookup, 'account')
  const seller = useLookup(sellerKeysLookup)
  return (
    <>
      <Card title={say('keys.gateways')} aside={say('keys.gatewaysWords')}>
        <Read reading={gateways} what={say('what.keys')}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={say('keys.none')} words={say('keys.noneHint')} />
            ) : (
              <div class="body stack tight">
                {items.map((gateway) => (
                  <Words key={gateway.gateway} name={gateway.name} words={gateway.words} />
                ))}
              </div>
            )
          }
        </Read>
      </Card>
      <Card title={say('keys.seller')} aside={say('keys.sellerWords')}>
        <Read reading={seller} what={say('what.keys')}>
          {(items) => (
            <div class="body stack tight">
              {items.map((key) => (
                <Words
                  key={key.key}
                  name={say(`keyUse.${key.use === 'billing' ? 'billing' : 'receipt'}`)}
                  words={key.words}
                />
              ))}
            </div>
          )}
        </Read>
      </Card>
    </>
  )
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
