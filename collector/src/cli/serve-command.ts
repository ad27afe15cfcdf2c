/** camtally-collector serve: one collector until a signal ends it. */
import { addConfigOptions, configFrom } from './config-options.ts'
import type { Options, Program } from './program.ts'
import { exitCodes, type Shell } from './shell.ts'

export function addServeCommand({ command, shell, run }: Program): void {
  const serve = command.command('serve').description('take statements, answer the API, run the jobs, until a signal')
  serve.addHelpText(
    'before',
    'Examples:\n  camtally-collector serve\n  camtally-collector serve --config collector.yaml\n',
  )
  addConfigOptions(serve.option('--json', 'the start message as JSON')).action(
    run(async (_args, options) => serveUntilSignal(options, shell)),
  )
}

async function serveUntilSignal(options: Options, shell: Shell) {
  const { config } = configFrom(options, shell)
  // Signals count from here on: one that comes while the database starts must not leave it behind.
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) shell.onSignal(signal, () => resolve())
  })
  const { start } = await import('../start.ts') // with all it needs: no other command should wait for that
  const collector = await start(config, { clock: shell.clock, random: shell.random })
  const { url, mqttUrl, opsTokenFile } = collector
  if (options['json'] === true) shell.out.write(`${JSON.stringify({ url, mqttUrl, opsTokenFile })}\n`)
  else {
    shell.out.write(`API       ${url}  (documented at ${url}/v1/openapi.json)\nbroker    ${mqttUrl}\n`)
    if (config.database.url === undefined) shell.out.write(`data      ${config.dataDir}\n`)
    shell.out.write(`ops token ${collector.isNewInstallation ? 'written to ' : 'in '}${opsTokenFile}\n`)
  }
  await signalled
  await collector.close()
  return exitCodes.done
}
