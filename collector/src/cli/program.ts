/** The command line as a whole: one file a noun, and what all of them have in common. */
import { Command, CommanderError } from 'commander'
import { addAccountCommands } from './account-command.ts'
import { addConfigCommands } from './config-command.ts'
import { addDatabaseCommands } from './database-command.ts'
import { reportFailure } from './failure.ts'
import { addGatewayCommands } from './gateway-command.ts'
import { addInvoiceCommands } from './invoice-command.ts'
import { addJobCommands } from './job-command.ts'
import { addRateCardCommands } from './rate-card-command.ts'
import { addRehearseCommand } from './rehearse-command.ts'
import { addServeCommand } from './serve-command.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'

export type Options = Readonly<Record<string, unknown>>

/** What a command does: its arguments and options as commander gives them, its exit code when it is done. */
export type Action = (args: readonly string[], options: Options) => Promise<ExitCode>

/** Where commands are added; `run` brings an action's end and failure to the shell. */
export type Program = {
  readonly command: Command
  readonly shell: Shell
  readonly run: (action: Action) => (...given: unknown[]) => Promise<void>
}

const examples = `Examples:
  camtally-collector serve
  camtally-collector account list
  camtally-collector claim create acc_... --site site_... --name "Cold store gateway"
  camtally-collector rehearse testdata/scenarios/G03.json
  camtally-collector jobs run close-days
`

/** Runs the command that `args` (without node and script) name and returns the exit code. Throws only what is a fault
 *  of the program itself. */
export async function runProgram(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done
  const command = new Command('camtally-collector')
    .description('Stores what gateways signed, counts cameras by day, and bills exactly those.')
    .version(shell.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('before', examples)
    .showHelpAfterError('(see camtally-collector --help)')
  const run: Program['run'] =
    (action) =>
    async (...given) => {
      const own = given.at(-1) as Command // commander gives arguments, options, and the command itself
      try {
        exitCode = await action(own.args, own.opts())
      } catch (error) {
        exitCode = reportFailure(error, shell, own.opts()['json'] === true)
      }
    }
  const groups = [
    addServeCommand,
    addAccountCommands,
    addGatewayCommands,
    addRateCardCommands,
    addInvoiceCommands,
    addJobCommands,
    addRehearseCommand,
    addConfigCommands,
    addDatabaseCommands,
  ]
  for (const add of groups) add({ command, shell, run })
  for (const each of withChildren(command)) each.exitOverride().configureOutput(outputTo(shell))
  try {
    await command.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage // its text was written already
  }
  return exitCode
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)]
}

function outputTo(shell: Shell) {
  return {
    writeOut: (text: string) => shell.out.write(text),
    writeErr: (text: string) => shell.err.write(text),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    getOutHelpWidth: () => 110,
    getErrHelpWidth: () => 110,
  }
}
