/** The command line as a whole: one file a command, and what all of them have in common. */
import { Command, CommanderError } from 'commander'
import { addConfigCommands } from './config-command.ts'
import { addEnrollCommand } from './enroll-command.ts'
import { reportFailure } from './failure.ts'
import { addIdentityCommand } from './identity-command.ts'
import { addRunCommand } from './run-command.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'
import { addStatusCommand } from './status-command.ts'
import { addTestCommand } from './test-command.ts'

/** What a command does: its options as commander gives them, its exit code when it is done. */
export type Action = (options: Readonly<Record<string, unknown>>) => Promise<ExitCode>

/** Where commands are added; `run` brings an action's end and failure to the shell. */
export type Program = {
  readonly command: Command
  readonly shell: Shell
  readonly run: (action: Action) => (options: Readonly<Record<string, unknown>>) => Promise<void>
}

const examples = `Examples:
  camtally-agent enroll --collector https://collector.example --claim-file claim.txt
  camtally-agent config check --config agent.yaml
  camtally-agent test --once
  camtally-agent run
  camtally-agent status
`

/** Runs the command that `args` (without node and script) name, and returns the exit code (operate.md). Throws only
 *  what is a fault of the program itself. */
export async function runProgram(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done
  const command = new Command('camtally-agent')
    .description('Counts the cameras of a site that are really connected, and signs what it saw.')
    .version(shell.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('before', examples)
    .showHelpAfterError('(see camtally-agent --help)')
  const run: Program['run'] = (action) => async (options) => {
    const isJson = options['json'] === true
    try {
      exitCode = await action(options)
    } catch (error) {
      exitCode = reportFailure(error, shell, isJson)
    }
  }
  for (const add of [
    addRunCommand,
    addEnrollCommand,
    addStatusCommand,
    addTestCommand,
    addConfigCommands,
    addIdentityCommand,
  ])
    add({ command, shell, run })
  for (const each of withChildren(command))
    each.exitOverride().configureOutput(outputTo(shell)).copyInheritedSettings(command)
  try {
    await command.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage // its text was written already
  }
  return exitCode
}

/** Adds examples above a command's own help. */
export function withExamples(command: Command, lines: readonly string[]): Command {
  return command.addHelpText('before', `Examples:\n${lines.map((line) => `  camtally-agent ${line}\n`).join('')}`)
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
