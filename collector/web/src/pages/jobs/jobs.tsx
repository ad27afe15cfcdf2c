/** Jobs: what is due, what ran, what failed; any of them can be run now, which does nothing twice. */
import { useState } from 'preact/hooks'
import { problemIn, useLookup } from '../../api/lookup.ts'
import type { Job } from '../../model.ts'
import { instantText } from '../../format/day.ts'
import { Card, PageHead } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Empty, problemWords, Read } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { jobsLookup, runJob } from '../../lookups/operations.ts'
import { languageNow, say } from '../../texts/say.ts'

export function Jobs() {
  const [version, setVersion] = useState(0)
  const reading = useLookup(jobsLookup, version)
  const run = (job: string) => {
    runJob(job)
      .then(
        ({ done, failed }) =>
          toast({
            title: say('jobs.ran', { job }),
            words: say('jobs.ranWords', { done, failed }),
            isBad: failed > 0,
          }),
        (fault: unknown) =>
          toast({ title: say('jobs.notStarted'), words: problemWords(problemIn(fault)), isBad: true }),
      )
      .finally(() => setVersion((n) => n + 1))
  }
  return (
    <>
      <PageHead title={say('nav.jobs')} words={say('jobs.words')}>
        <div class="actions">
          <button class="button quiet" type="button" onClick={() => setVersion((n) => n + 1)}>
            {say('jobs.again')}
          </button>
        </div>
      </PageHead>
      <Card title={say('nav.jobs')} aside={say('jobs.aside')}>
        <Read reading={reading} what={say('nav.jobs')}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={say('jobs.none')} words={say('jobs.noneHint')} />
            ) : (
              <Table jobs={items} run={run} />
            )
          }
        </Read>
      </Card>
    </>
  )
}

function Table({ jobs, run }: { readonly jobs: readonly Job[]; readonly run: (job: string) => void }) {
  return (
    <Scroll label={say('nav.jobs')}>
      <table class="data dense">
        <thead>
          <tr>
            <th scope="col">{say('jobs.job')}</th>
            <th scope="col">{say('details.status')}</th>
            <th scope="col" class="num mid-only">
              {say('jobs.due')}
            </th>
            <th scope="col" class="mid-only">
              {say('jobs.next')}
            </th>
            <th scope="col" class="wide-only">
              {say('jobs.last')}
            </th>
            <th scope="col" class="num">
              <span class="hidden-text">{say('fleet.action')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <Row key={job.job} job={job} run={() => run(job.job)} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Row({ job, run }: { readonly job: Job; readonly run: () => void }) {
  const at = (instant: string | null) => (instant === null ? '–' : instantText(instant, 'UTC', languageNow()))
  return (
    <tr>
      <th scope="row">
        {job.job}
        <small class="mid-only">{job.says}</small>
      </th>
      <td>
        <JobState job={job} />
      </td>
      <td class="num mid-only">{say('number', { n: job.dueCount })}</td>
      <td class="mid-only">{at(job.dueAt)}</td>
      <td class="wide-only">{at(job.lastSuccessAt)}</td>
      <td class="num">
        <button
          class="button plain small"
          type="button"
          aria-label={say('jobs.runNamed', { job: job.job })}
          onClick={run}
        >
          {say('jobs.run')}
        </button>
      </td>
    </tr>
  )
}

function JobState({ job }: { readonly job: Job }) {
  if (job.failed === null)
    return (
      <span class="badge">
        <Icon name="check" />
        {say('jobs.fine')}
      </span>
    )
  return (
    <>
      <span class="badge bad">
        <Icon name="bad" />
        {say('jobs.failed')}
      </span>
      <small>{job.failed}</small>
    </>
  )
}
