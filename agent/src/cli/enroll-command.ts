/** camtally-agent enroll: makes this machine a gateway, once, with a claim. */
import { enroll } from '../identity/enroll.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { CommandError } from './errors.ts'
import { identityLines, identityView } from './identity-view.ts'
import { painter } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { exitCodes, type Shell } from './shell.ts'

export function addEnrollCommand({ command, shell, run }: Program): void {
  const own = command
    .command('enroll')
    .description('make this machine a gateway of an account; may be repeated if it was interrupted')
    .requiredOption('--collector <url>', 'address of the collector (https)')
    .option('--claim <claim>', 'the one-time claim; a process list shows it, so better:')
    .option('--claim-file <file>', 'file that holds the claim; - reads standard input')
    .option(
      '--camera-key-file <file>',
      "the account's camera key, written by its first gateway (identity --write-camera-key)",
    )
    .option('--replaces <gateway>', 'the gateway that this claim replaces; fails if it was made for another one')
    .option('--json', 'as JSON')
  withExamples(addConfigOptions(own, ['dataDir']), [
    'enroll --collector https://collector.example --claim-file claim.txt',
    'enroll --collector https://collector.example --claim-file - --camera-key-file camera.key',
  ])
  own.action(run((options) => enrollGateway(options, shell)))
}

async function enrollGateway(options: Readonly<Record<string, unknown>>, shell: Shell) {
  const { config } = configFrom(options, shell)
  const cameraKeyFile = options['cameraKeyFile']
  const identity = await enroll(
    {
      dataDir: config.dataDir,
      collectorUrl: String(options['collector']),
      claim: claimFrom(options, shell),
      ...(typeof cameraKeyFile === 'string' ? { cameraKeyFile } : {}),
    },
    { random: shell.random },
  )
  const view = identityView(identity)
  const replaces = options['replaces']
  if (typeof replaces === 'string' && replaces !== view.gatewayId)
    throw new CommandError('ENROLLED_OTHERWISE', `this is ${view.gatewayId}, not ${replaces}`)
  if (options['json'] === true) shell.out.write(`${JSON.stringify(view)}\n`)
  else {
    const paint = painter(shell.out, shell.env)
    shell.out.write(`${paint('green', 'enrolled')} as ${paint('bold', view.gatewayId)}\n${identityLines(view, paint)}`)
    shell.out.write('Compare the fingerprint with the one the collector shows, then: camtally-agent run\n')
  }
  return exitCodes.done
}

/** --claim, --claim-file, CAMTALLY_CLAIM or CAMTALLY_CLAIM_FILE, in this order. */
function claimFrom(options: Readonly<Record<string, unknown>>, shell: Shell): string {
  const { CAMTALLY_CLAIM: fromVariable, CAMTALLY_CLAIM_FILE: fileVariable } = shell.env
  if (typeof options['claim'] === 'string') return options['claim'].trim()
  const named = typeof options['claimFile'] === 'string' ? options['claimFile'] : undefined
  if (named === undefined && fromVariable !== undefined) return fromVariable.trim()
  const file = named ?? fileVariable
  if (file === undefined) throw new CommandError('CLAIM_MISSING')
  try {
    return shell.readFile(file).trim()
  } catch (error) {
    throw new CommandError('CLAIM_MISSING', error instanceof Error ? error.message : String(error))
  }
}
