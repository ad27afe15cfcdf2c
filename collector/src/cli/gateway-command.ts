/** camtally-collector gateway and claim: machines at sites, and the one-time secrets that enroll them. */
import { addApiOptions, answering, membersOf, tableOfMembers } from './listing.ts'
import type { Program } from './program.ts'

const heads = {
  gatewayId: 'GATEWAY',
  name: 'NAME',
  state: 'STATE',
  epoch: 'EPOCH',
  lastReceiptAt: 'NEWEST RECEIPT',
  statementsStored: 'STORED',
  holes: 'HOLES',
  sides: 'SIDES',
}

export function addGatewayCommands(program: Program): void {
  const gateway = program.command.command('gateway').description('machines at sites')
  addApiOptions(gateway.command('list').description('gateways of an account').argument('<account>')).action(
    answering(program, {
      ask: ({ client, args }) => client.list<object>(`/v1/accounts/${args[0]}/gateways`),
      show: (items) => tableOfMembers(heads, items),
    }),
  )
  const show = gateway.command('show').description('one gateway, its keys as six words').argument('<account>')
  addApiOptions(show.argument('<gateway>')).action(
    answering(program, {
      ask: ({ client, args }) => client.get<object>(`/v1/accounts/${args[0]}/gateways/${args[1]}`),
      show: membersOf,
    }),
  )
  const claim = program.command.command('claim').description('one-time secrets that enroll a gateway')
  const create = claim.command('create').description('make a claim, good for 24 hours; shown this once')
  create.argument('<account>').requiredOption('--site <site>', 'where the gateway stands')
  create.requiredOption('--name <name>', "the gateway's name")
  create.option('--replaces <gateway>', 'the gateway whose place it takes')
  addApiOptions(create).action(
    answering(program, {
      ask: ({ client, args, options }) => {
        const replaces = options['replaces'] === undefined ? {} : { replaces: options['replaces'] }
        const body = { siteId: options['site'], name: options['name'], ...replaces }
        return client.post<{ claim: string; expiresAt: string }>(`/v1/accounts/${args[0]}/claims`, body)
      },
      show: ({ claim, expiresAt }) => `${claim}\ngood until ${expiresAt}\n`,
    }),
  )
}
