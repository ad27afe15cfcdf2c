/** What is not certain about the running period, and what the account's own gateways confirmed. */
import { useAccount } from '../../account.ts'
import type { Reading } from '../../api/lookup.ts'
import type { Coverage, Silence } from '../../model.ts'
import { clockTime, dayOf, monthDay } from '../../format/day.ts'
import { Notice, Read } from '../../parts/states.tsx'
import { languageNow, say } from '../../texts/say.ts'

const shown = 4

export function CoverageNotices({ reading }: { readonly reading: Reading<Coverage> }) {
  if (reading.state === 'loading') return null
  return (
    <Read reading={reading} what={say('what.coverage')}>
      {(coverage) => (
        <>
          {coverage.silences.slice(-shown).map((silence) => (
            <SilenceNotice key={silence.gateway + silence.from} silence={silence} />
          ))}
          {coverage.agreedDays !== null && <Agreed closed={coverage.closedDays} agreed={coverage.agreedDays} />}
        </>
      )}
    </Read>
  )
}

function SilenceNotice({ silence }: { readonly silence: Silence }) {
  const { account } = useAccount()
  const day = dayOf(silence.from, account.timeZone)
  const values = {
    name: silence.name,
    from: clockTime(silence.from, account.timeZone),
    to: clockTime(silence.to, account.timeZone),
  }
  return (
    <Notice tone="warn" title={say('coverage.incomplete', { day: monthDay(day, languageNow()) })}>
      <p>
        {say('coverage.silent', values)} {say(`silence.${silence.why}`)} {say('coverage.notCharged')}
      </p>
    </Notice>
  )
}

function Agreed({ closed, agreed }: { readonly closed: number; readonly agreed: number }) {
  const isAll = agreed === closed
  return (
    <Notice
      {...(isAll ? {} : { tone: 'warn' as const })}
      title={say('coverage.agreed', { n: agreed, count: closed, of: closed })}
    >
      <p>{say(isAll ? 'coverage.agreedWords' : 'coverage.notAllAgreed')}</p>
    </Notice>
  )
}
