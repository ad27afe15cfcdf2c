/** The one large figure: cameras connected now, and what they make of today. */
import { useMoney } from '../../account.ts'
import type { Day, Now } from '../../model.ts'
import { Cells } from '../../parts/cells.tsx'
import { Equation, type Term } from '../../parts/equation.tsx'
import { say } from '../../texts/say.ts'

export function CountNow({ now }: { readonly now: Now }) {
  const today = now.day
  const additional = Math.max(0, now.connected - today.included)
  const cells = say('overview.cells', { count: now.connected, n: now.connected, additional })
  return (
    <section class="card" aria-labelledby="now-title">
      <div class="body count">
        <div aria-live="polite" aria-atomic="true">
          <h2 id="now-title" class="hidden-text">
            {say('overview.now')}
          </h2>
          <p class="fig">{now.connected}</p>
        </div>
        <div class="hero">
          <Cells connected={now.connected} included={today.included} isOpen size={52} label={cells} />
          <Equation terms={useTermsOf(today)} />
        </div>
        <dl class="facts">
          {now.sites.map((site) => (
            <SiteFact key={site.id} site={site} />
          ))}
          <dt>{say('overview.notConnected')}</dt>
          <dd class="num">{now.notConnected}</dd>
        </dl>
      </div>
    </section>
  )
}

function SiteFact({ site }: { readonly site: Now['sites'][number] }) {
  const isNew = site.newToday > 0 && site.newToday >= site.connected
  return (
    <>
      <dt>{isNew ? say('overview.siteNew', { site: site.name }) : site.name}</dt>
      <dd class="num">{site.connected}</dd>
    </>
  )
}

/** What today comes to stands at the end, once the collector tells it. */
function useTermsOf(today: Day): readonly Term[] {
  const { money, rate } = useMoney()
  const count: readonly Term[] = [
    { figure: say('number', { n: today.connected }), name: say('eq.connectedToday') },
    { sign: '−', figure: say('number', { n: today.included }), name: say('eq.included') },
    { sign: '=', figure: say('number', { n: today.additional }), name: say('eq.additional'), isBilled: true },
    { sign: '×', figure: rate(today.rate), name: say('eq.rate', { tier: today.tierName }) },
  ]
  if (today.amountMinor === null) return count
  return [...count, { sign: '=', figure: money(today.amountMinor), name: say('eq.todaySoFar') }]
}
