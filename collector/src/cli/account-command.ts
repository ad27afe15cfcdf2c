/** camtally-collector account, site and subscription: who is billed, where, and for what. */
import { addApiOptions, answering, membersOf, tableOfMembers } from './listing.ts'
import type { Program } from './program.ts'

export function addAccountCommands(program: Program): void {
  const account = program.command.command('account').description('who is billed')
  addApiOptions(account.command('list').description('every account')).action(
    answering(program, {
      ask: ({ client }) => client.list<object>('/v1/accounts'),
      show: (items) =>
        tableOfMembers({ accountId: 'ACCOUNT', name: 'NAME', timeZone: 'ZONE', currency: 'CURRENCY' }, items),
    }),
  )
  addApiOptions(account.command('show').description('one account').argument('<account>')).action(
    answering(program, {
      ask: ({ client, args }) => client.get<object>(`/v1/accounts/${args[0]}`),
      show: membersOf,
    }),
  )
  const create = account.command('create').description('make an account').argument('<name>')
  create.requiredOption('--zone <zone>', 'IANA time zone: where its days begin')
  create.requiredOption('--currency <code>', 'ISO 4217; never changes')
  addApiOptions(create).action(
    answering(program, {
      ask: ({ client, args, options }) =>
        client.post<object>('/v1/accounts', {
          name: args[0],
          timeZone: options['zone'],
          currency: options['currency'],
        }),
      show: membersOf,
    }),
  )
  addSubscriptionCommands(program)
  addSiteCommands(program)
}

function addSiteCommands(program: Program): void {
  const site = program.command.command('site').description('places of an account')
  const create = site.command('create').description('add a site').argument('<account>').argument('<name>')
  addApiOptions(create).action(
    answering(program, {
      ask: ({ client, args }) => client.post<object>(`/v1/accounts/${args[0]}/sites`, { name: args[1] }),
      show: membersOf,
    }),
  )
  addApiOptions(site.command('list').description('sites of an account').argument('<account>')).action(
    answering(program, {
      ask: ({ client, args }) => client.list<object>(`/v1/accounts/${args[0]}/sites`),
      show: (items) => tableOfMembers({ siteId: 'SITE', name: 'NAME' }, items),
    }),
  )
}

function addSubscriptionCommands(program: Program): void {
  const subscription = program.command.command('subscription').description('what an account has asked for')
  addApiOptions(
    subscription.command('show').description('plan, add-ons, what comes next').argument('<account>'),
  ).action(
    answering(program, {
      ask: ({ client, args }) => client.get<object>(`/v1/accounts/${args[0]}/subscription`),
      show: membersOf,
    }),
  )
  const create = subscription.command('create').description('begin a subscription today').argument('<account>')
  create.requiredOption('--tier <tier>', 'as the rate card names it')
  create.requiredOption('--frequency <frequency>', 'monthly or yearly')
  addApiOptions(create).action(
    answering(program, {
      ask: ({ client, args, options }) =>
        client.post<object>(`/v1/accounts/${args[0]}/subscription`, {
          tier: options['tier'],
          frequency: options['frequency'],
        }),
      show: membersOf,
    }),
  )
}
