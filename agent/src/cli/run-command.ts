/** camtally-agent run: looks, signs and sends until it is told to stop. */
import type { AgentConfig, LoadedConfig } from '../config.ts'
import { ConfigError } from '../config-errors.ts'
import { systemMachine } from '../identity/machine.ts'
import { type Log, openLog } from '../log.ts'
import { createSources } from '../sources/create-sources.ts'
import { type RunningAgent, start } from '../start.ts'
import { createLookDurations } from '../status/look-durations.ts'
import { type StatusServer, startStatusServer } from '../status/status-server.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { CommandError } from './errors.ts'
import { counted } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'

export function addRunCommand({ command, shell, run }: Program): void {
  const own = command.command('run').description('look at the cameras, sign what was seen, and send it')
  withExamples(addConfigOptions(own.option('--json', 'the start message as JSON')), [
    'run',
    'run --config /etc/camtally/agent.yaml --log-level debug',
  ])
  own.action(run((options) => runAgent(options, shell)))
}

type Options = Readonly<Record<string, unknown>>

/** SIGTERM and SIGINT sign one last heartbeat and end with 0; SIGHUP reads the configuration again: one with faults
 *  leaves the last good one in force. */
async function runAgent(options: Options, shell: Shell): Promise<ExitCode> {
  const loaded = configFrom(options, shell)
  const log = openLog(loaded.config.log.level, shell.clock.wallMs)
  let running = await startAll(loaded, shell, log)
  announce(loaded.config, running, { shell, isJson: options['json'] === true })
  const reload = async () => {
    const changed = reread(options, shell, log)
    if (!changed) return
    await running.stop()
    running = await startAll(changed, shell, log)
    log.info({ event: 'config.reloaded' }, 'the changed configuration is in force')
  }
  await untilStopped(shell, {
    reload,
    stop: () => {
      log.info({ event: 'agent.stopping' }, 'signing one last heartbeat')
      return running.stop()
    },
  })
  return exitCodes.done
}

/** One signal's work after the other; what comes after the stop is ignored. Rejects if a reload cannot start again. */
function untilStopped(shell: Shell, on: { reload(): Promise<void>; stop(): Promise<void> }): Promise<void> {
  return new Promise((resolve, reject) => {
    let work: Promise<void> = Promise.resolve()
    const queue = (next: () => Promise<void>) => {
      work = work.then(next)
      work.catch(reject)
    }
    const stop = () => queue(() => on.stop().then(resolve))
    // A terminal that was closed says the same word as an operator who changed the file.
    shell.onSignal('SIGHUP', shell.out.isTerminal ? stop : () => queue(on.reload))
    shell.onSignal('SIGTERM', stop)
    shell.onSignal('SIGINT', stop)
  })
}

type Running = { readonly agent: RunningAgent; readonly server: StatusServer; stop(): Promise<void> }

async function startAll({ config, notices }: LoadedConfig, shell: Shell, log: Log): Promise<Running> {
  // The notice itself may name a camera; `config check` shows it.
  for (const { where } of notices) log.warn({ event: 'config.noticed', where }, 'hardly meant, see `config check`')
  const { clock, random } = shell
  const looks = createLookDurations()
  const sources = createSources(config, { clock, random, log, onLook: looks.note })
  const machine = systemMachine(clock.monoMs)
  const agent = await start(config, { clock, random, sources, log, machine, agentVersion: shell.version })
  try {
    const { host, port } = config.http
    const server = await startStatusServer({ host, port, dataDir: config.dataDir, status: agent.status, looks, random })
    log.info({ event: 'status.listening', at: server.url }, 'health and metrics can be asked')
    return {
      agent,
      server,
      async stop() {
        await server.close()
        await agent.stop()
      },
    }
  } catch (error) {
    await agent.stop()
    const isTaken = error instanceof Error && 'code' in error && /^EADDR|^EACCES/.test(String(error.code))
    throw isTaken ? new CommandError('HTTP_PORT_TAKEN', `${config.http.host}:${config.http.port}`) : error
  }
}

function announce(
  config: AgentConfig,
  { agent, server }: Running,
  { shell, isJson }: { readonly shell: Shell; readonly isJson: boolean },
): void {
  const { gatewayId, epoch } = agent.status()
  if (isJson) shell.out.write(`${JSON.stringify({ gatewayId, epoch, url: server.url })}\n`)
  else
    shell.out.write(
      `${gatewayId} looks at ${counted(config.sources.length, 'source')}; health at ${server.url}/healthz\n`,
    )
}

/** The configuration as it stands now, or undefined with its faults in the log. */
function reread(options: Options, shell: Shell, log: Log): LoadedConfig | undefined {
  try {
    return configFrom(options, shell)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const faults = error.faults.map(({ where, code }) => `${where} [${code}]`)
    log.error({ event: 'config.refused', faults }, 'the changed configuration has faults; the last good one stays')
    return undefined
  }
}
