/** camtally-agent status: what the agent that runs here says of itself. */
import type { AgentStatus } from '../core/agent-status.ts'
import { type Door, findDoor } from '../status/door-file.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { CommandError } from './errors.ts'
import { painter } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'
import { statusText } from './status-text.ts'

export function addStatusCommand({ command, shell, run }: Program): void {
  const own = command
    .command('status')
    .description('cameras, journal, receipts and clock of the agent that runs here; exit 3 if something needs a person')
    .option('--json', 'as JSON')
  withExamples(addConfigOptions(own, ['dataDir']), ['status', 'status --json'])
  own.action(run((options) => showStatus(options, shell)))
}

async function showStatus(options: Readonly<Record<string, unknown>>, shell: Shell): Promise<ExitCode> {
  const { dataDir } = configFrom(options, shell).config
  const door = doorOf(dataDir)
  const status = await askAgent(door)
  if (options['json'] === true) shell.out.write(`${JSON.stringify(status)}\n`)
  else
    shell.out.write(
      statusText(status, { nowMs: shell.clock.wallMs(), url: door.url, paint: painter(shell.out, shell.env) }),
    )
  return status.alerts.length > 0 ? exitCodes.exceptions : exitCodes.done
}

function doorOf(dataDir: string): Door {
  let door: Door | undefined
  try {
    door = findDoor(dataDir)
  } catch {
    throw new CommandError('DATA_DIR_FORBIDDEN', dataDir)
  }
  if (!door) throw new CommandError('AGENT_NOT_RUNNING', dataDir)
  return door
}

async function askAgent(door: Door): Promise<AgentStatus> {
  let response: Response
  try {
    response = await fetch(`${door.url}/status`, {
      headers: { authorization: `Bearer ${door.token}` },
      signal: AbortSignal.timeout(5000),
    })
  } catch {
    throw new CommandError('AGENT_UNANSWERED', door.url) // refused, or no answer in time: both mean the same here
  }
  if (response.status !== 200) throw new CommandError('AGENT_UNANSWERED', `${door.url} says ${response.status}`)
  return (await response.json()) as AgentStatus // of our own version, by our own token
}
