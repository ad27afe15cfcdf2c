/** An address that is no page, or none for this role. */
import { Card, PageHead } from '../parts/card.tsx'
import { Empty } from '../parts/states.tsx'
import { say } from '../texts/say.ts'

export function Unknown({ home }: { readonly home: string }) {
  return (
    <>
      <PageHead title={say('unknown.title')} words={say('unknown.words')} />
      <Card title={say('unknown.what')}>
        <Empty title={say('unknown.empty')} words={say('unknown.hint')}>
          <a class="button quiet" href={home}>
            {say('unknown.home')}
          </a>
        </Empty>
      </Card>
    </>
  )
}
