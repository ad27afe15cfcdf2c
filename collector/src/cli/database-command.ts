/** camtally-collector migrate, token create, key create: what works beside or before a running collector. */
import { createKeyFile } from '../keys/key-file.ts'
import { createToken } from '../http/create-token.ts'
import { Problem } from '../http/problem.ts'
import { rebuildProjections } from '../ledger/rebuild.ts'
import { openLog } from '../log.ts'
import { openDatabase, type RunningDatabase } from '../start-database.ts'
import { acrossAccounts } from '../store/database.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { CommandError } from './failure.ts'
import type { Options, Program } from './program.ts'
import { exitCodes, type Shell } from './shell.ts'

const databaseSettings = ['dataDir', 'database.url', 'database.appUrl', 'log.level']

export function addDatabaseCommands({ command, shell, run }: Program): void {
  const migrate = command.command('migrate').description('bring the database to the newest schema; serve does it too')
  addConfigOptions(migrate.option('--json', 'as JSON'), databaseSettings).action(
    run(async (_args, options) => {
      await withDatabase(options, shell, async () => {})
      shell.out.write(options['json'] === true ? '{"ok":true}\n' : 'the schema is the newest\n')
      return exitCodes.done
    }),
  )
  const token = command.command('token').description('who may use the API')
  const create = token
    .command('create')
    .description('make a token; it is shown this once')
    .requiredOption('--role <role>', 'ops, auditor or customer')
    .option('--account <account>', 'the account it sees; a customer needs one')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--json', 'as JSON')
  create.addHelpText('before', 'Examples:\n  camtally-collector token create --role ops\n')
  addConfigOptions(create, databaseSettings).action(run(async (_args, options) => createOne(options, shell)))
  addRebuild({ command, shell, run })
  command
    .command('key')
    .description('private keys of a new installation')
    .command('create')
    .description('write a new Ed25519 key to a file that is not there yet (mode 0600)')
    .argument('<file>')
    .action(run(async ([path = '']) => createKey(path, shell)))
}

function addRebuild({ command, shell, run }: Program): void {
  const rebuild = command.command('rebuild').description('make derived rows again from what they are derived from')
  const projections = rebuild
    .command('projections')
    .description('refold the ledger: accounts, gateways, subscriptions, days, invoices; the same rows come out')
    .option('--json', 'as JSON')
  addConfigOptions(projections, databaseSettings).action(
    run(async (_args, options) => {
      const entries = await withDatabase(options, shell, async ({ ownerUrl }) => {
        if (ownerUrl === undefined) throw new CommandError('OWNER_NEEDED', 'Only the serving role is known.', ownerHint)
        return rebuildProjections(ownerUrl)
      })
      shell.out.write(options['json'] === true ? `${JSON.stringify({ entries })}\n` : `${entries} entries folded\n`)
      return exitCodes.done
    }),
  )
}

const ownerHint = 'Give database.url, the address of the owner: the role that serves may remove nothing.'

async function createOne(options: Options, shell: Shell) {
  const role = roleOf(options['role'])
  const accountId = typeof options['account'] === 'string' ? { accountId: options['account'] } : {}
  const asked = { role, name: String(options['name']), ...accountId }
  const made = await withDatabase(options, shell, ({ store }) =>
    acrossAccounts(store, (tx) => createToken(tx, shell, asked)),
  )
  shell.out.write(options['json'] === true ? `${JSON.stringify(made)}\n` : `${made.token}\n`)
  return exitCodes.done
}

async function createKey(path: string, shell: Shell) {
  if (shell.fileExists(path)) {
    throw new CommandError(
      'KEY_EXISTS',
      `${path} is there already.`,
      'A key is never overwritten; choose another file.',
    )
  }
  createKeyFile(path, shell.random.bytes(32))
  shell.out.write(`${path}\n`)
  return exitCodes.done
}

function roleOf(value: unknown): 'ops' | 'auditor' | 'customer' {
  if (value === 'ops' || value === 'auditor' || value === 'customer') return value
  throw new CommandError('ROLE_UNKNOWN', `${String(value)} is no role.`, 'Roles are ops, auditor and customer.')
}

/** Opens the database, leaving a running collector's embedded server alone. */
async function withDatabase<T>(
  options: Options,
  shell: Shell,
  work: (database: RunningDatabase) => Promise<T>,
): Promise<T> {
  const { config } = configFrom(options, shell)
  const log = openLog('error', () => shell.clock.wallMs())
  const database = await openDatabase(config, { clock: shell.clock, log, borrow: true })
  try {
    return await work(database)
  } catch (error) {
    if (error instanceof Problem) throw new CommandError(error.code, error.message, 'See docs/errors.md.')
    throw error
  } finally {
    await database.close()
  }
}
