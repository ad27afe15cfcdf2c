/** camtally-collector jobs: what is due, and running it now. */
import { CommandError } from './failure.ts'
import { addApiOptions, answering, tableOfMembers } from './listing.ts'
import type { Program } from './program.ts'

type Due = { readonly job: string; readonly accountId: string | null; readonly key: string }
type Ran = {
  readonly done: readonly Due[]
  readonly failed: readonly (Due & { readonly why: string })[]
  readonly isElsewhere: boolean
}

export function addJobCommands(program: Program): void {
  const jobs = program.command.command('jobs').description('closing days, finalizing invoices and the rest')
  addApiOptions(jobs.command('list').description('every job and how much is due of it')).action(
    answering(program, {
      ask: ({ client }) => client.list<object>('/v1/jobs'),
      show: (items) =>
        tableOfMembers({ name: 'JOB', dueCount: 'DUE', lastSuccessAt: 'LAST SUCCESS', says: 'WHAT IT DOES' }, items),
    }),
  )
  const run = jobs
    .command('run')
    .description('run what is due of one job, or of all; may be repeated')
    .argument('<job>')
  run.option('--as-of <instant>', 'leave out what is due later than this')
  addApiOptions(run).action(
    answering(program, {
      async ask({ client, args, options }) {
        const asOf = options['asOf'] === undefined ? {} : { asOf: options['asOf'] }
        const ran = await client.post<Ran>(`/v1/jobs/${args[0]}/runs`, asOf)
        const [failed] = ran.failed
        if (failed)
          throw new CommandError('JOB_FAILED', `${failed.job} ${failed.key}: ${failed.why}`, 'The log says more.')
        return ran
      },
      show: ({ done, isElsewhere }) =>
        isElsewhere
          ? 'another collector runs the jobs at this moment; ask again\n'
          : tableOfMembers({ job: 'JOB', accountId: 'ACCOUNT', key: 'DONE' }, done),
    }),
  )
}
