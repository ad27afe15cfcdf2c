/** Pull a report: choose a usage period, get its evidence bundle or its report alone. Making a bundle is long work. */
import { useEffect, useState } from 'preact/hooks'
import { useAccount, useAccountLookup } from '../../account.ts'
import { urlOf } from '../../api/client.ts'
import { problemIn, useLookup } from '../../api/lookup.ts'
import type { EvidenceJob, UsagePeriod } from '../../model.ts'
import { spanWords } from '../../bill-words.ts'
import { lastDayOf } from '../../format/day.ts'
import { go } from '../../location.ts'
import { Card } from '../../parts/card.tsx'
import { SelectField } from '../../parts/field.tsx'
import { Empty, Notice, problemWords, Read } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { accountUrl } from '../../route.ts'
import { bundleLookup, pullBundle } from '../../lookups/evidence.ts'
import { periodsLookup } from '../../lookups/invoices.ts'
import { say } from '../../texts/say.ts'

export function Pull({ job }: { readonly job: string | undefined }) {
  const periods = useAccountLookup(periodsLookup, 'invoices')
  return (
    <Card title={say('pull.title')}>
      <Read reading={periods} what={say('what.periods')}>
        {(items) => {
          const billed = items.filter(({ invoice }) => invoice !== null)
          return billed.length === 0 ? (
            <Empty title={say('pull.none')} words={say('pull.noneHint')} />
          ) : (
            <PullForm periods={billed} />
          )
        }}
      </Read>
      {job !== undefined && <Progress key={job} job={job} />}
    </Card>
  )
}

function PullForm({ periods }: { readonly periods: readonly UsagePeriod[] }) {
  const { account } = useAccount()
  const [from, setFrom] = useState(periods[0]?.from ?? '')
  const period = periods.find((one) => one.from === from) ?? periods[0]
  const pull = (event: SubmitEvent) => {
    event.preventDefault()
    if (period === undefined) return
    pullBundle(account, { from: period.from, to: period.to }).then(
      (answer) => go(accountUrl(account.id, 'evidence', { job: answer.body.id })),
      (fault: unknown) => toast({ title: say('pull.refused'), words: problemWords(problemIn(fault)), isBad: true }),
    )
  }
  const report = urlOf('GET /v1/accounts/{account}/invoices/{invoice}/documents/{name}', {
    path: { account: account.id, invoice: period?.invoice ?? '', name: 'usage-report.pdf' },
  })
  return (
    <form class="body stack tight" onSubmit={pull}>
      <SelectField label={say('pull.period')} value={period?.from ?? ''} onChoose={setFrom}>
        {periods.map(({ from: first, to }) => (
          <option key={first} value={first}>
            {spanWords(first, to)} {lastDayOf(to).slice(0, 4)}
          </option>
        ))}
      </SelectField>
      <div class="actions">
        <button class="button" type="submit">
          {say('pull.bundle')}
        </button>
        <a class="button plain" href={report} download>
          {say('pull.report')}
        </a>
      </div>
    </form>
  )
}

const askEveryMs = 1_000

function Progress({ job }: { readonly job: string }) {
  const { account } = useAccount()
  const [round, setRound] = useState(0)
  const reading = useLookup(bundleLookup(account, job), round)
  const isWorking = reading.state === 'ready' && reading.body.state === 'working'
  useEffect(() => {
    if (!isWorking) return
    const asking = setTimeout(() => setRound((n) => n + 1), askEveryMs)
    return () => clearTimeout(asking)
  }, [isWorking, reading])
  return (
    <Read reading={reading} what={say('what.evidenceJob')}>
      {(work) => (
        <div class="body">
          <WorkShown work={work} />
        </div>
      )}
    </Read>
  )
}

function WorkShown({ work }: { readonly work: EvidenceJob }) {
  if (work.state === 'failed')
    return (
      <Notice tone="bad" title={say('pull.failed')} role="alert">
        <p>{work.what}</p>
      </Notice>
    )
  if (work.state === 'ready' && work.url !== null)
    return (
      <Notice title={say('pull.ready')} role="status">
        <a href={work.url} download>
          {say('pull.save')}
        </a>
      </Notice>
    )
  const percent = work.of > 0 ? Math.floor((work.done * 100) / work.of) : 0
  return (
    <div class="progress">
      <div class="row">
        <label for="pulling">{say('pull.working', { what: work.what, n: work.done, of: work.of })}</label>
        <span>{`${percent} %`}</span>
      </div>
      <progress id="pulling" max={100} value={percent} />
      <p class="hint">{say('pull.leave')}</p>
    </div>
  )
}
