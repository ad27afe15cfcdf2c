/** camtally-collector ratecard: the dated prices. */
import { CommandError } from './failure.ts'
import { addApiOptions, answering, membersOf, tableOfMembers } from './listing.ts'
import type { Program } from './program.ts'
import type { Shell } from './shell.ts'

export function addRateCardCommands(program: Program): void {
  const rateCard = program.command.command('ratecard').description('the dated prices')
  addApiOptions(rateCard.command('list').description('all of them, in the order of recording')).action(
    answering(program, {
      ask: ({ client }) => client.list<object>('/v1/rate-cards'),
      show: (items) => tableOfMembers({ n: 'ENTRY', recordedOn: 'RECORDED', isNewest: 'NEWEST', hash: 'HASH' }, items),
    }),
  )
  const add = rateCard.command('add').description('record a rate card, in force from now on').argument('<file>')
  add.addHelpText('before', 'Try it first:\n  camtally-collector rehearse SCENARIO.json\n')
  addApiOptions(add).action(
    answering(program, {
      ask: ({ client, args }) => client.post<object>('/v1/rate-cards', readJson(args[0] ?? '', program.shell)),
      show: membersOf,
    }),
  )
}

function readJson(path: string, shell: Shell): object {
  try {
    return Object(JSON.parse(shell.readFile(path)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError('FILE_UNREADABLE', `${path}: ${why}`, 'A rate card is one JSON object (docs/rehearsal.md).')
  }
}
