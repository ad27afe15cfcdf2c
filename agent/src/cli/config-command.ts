/** camtally-agent config check | show | schema | page: what the configuration says, and whether it may. */
import { configPage, shownSettings } from '../config-show.ts'
import { editorSchema } from '../config-settings.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { errorPage } from './error-page.ts'
import { columns, counted, painter } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { exitCodes, type Shell } from './shell.ts'

export function addConfigCommands({ command, shell, run }: Program): void {
  const config = command.command('config').description('check and show the configuration')
  const check = config
    .command('check')
    .description('say what is wrong, with file, line and column; exit 78 if anything is')
  withExamples(addConfigOptions(check.option('--json', 'as JSON')), ['config check --config agent.yaml'])
  check.action(run(async (options) => checkConfig(options, shell)))
  const show = config.command('show').description('every setting, its value and where it comes from')
  withExamples(addConfigOptions(show.option('--json', 'as JSON')), ['config show', 'config show --json'])
  show.action(run(async (options) => showConfig(options, shell)))
  const schema = config
    .command('schema')
    .description('the JSON Schema of the file, for editors')
    .option('--json', 'as JSON')
  withExamples(schema, ['config schema > agent.schema.json']).action(
    run(async () => {
      shell.out.write(`${JSON.stringify(editorSchema(), undefined, 2)}\n`)
      return exitCodes.done
    }),
  )
  config
    .command('page', { hidden: true })
    .description('docs/agent-config.md, written from the schema; or docs/agent-errors.md')
    .option('--errors', 'the page of errors instead')
    .action(
      run(async (options) => {
        shell.out.write(options['errors'] === true ? errorPage() : configPage())
        return exitCodes.done
      }),
    )
}

/** Files, variables and flags by the same code as `run`; no camera and no collector is asked. */
function checkConfig(options: Readonly<Record<string, unknown>>, shell: Shell) {
  const { config, notices, file } = configFrom(options, shell)
  const cameraCount = config.sources.reduce(
    (sum, source) => sum + (source.kind === 'rtsp' ? source.cameras.length : 0),
    0,
  )
  if (options['json'] === true) {
    shell.out.write(`${JSON.stringify({ ok: true, file, sourceCount: config.sources.length, cameraCount, notices })}\n`)
    return exitCodes.done
  }
  const paint = painter(shell.out, shell.env)
  const what = `${counted(config.sources.length, 'source')}, ${counted(cameraCount, 'camera')} by RTSP`
  shell.out.write(`${paint('green', 'good')}: ${file ?? 'no file, all defaults'} (${what})\n`)
  for (const { where, message } of notices) shell.out.write(`${paint('yellow', 'note')}: ${where}: ${message}\n`)
  return exitCodes.done
}

function showConfig(options: Readonly<Record<string, unknown>>, shell: Shell) {
  const loaded = configFrom(options, shell)
  const shown = shownSettings(loaded)
  if (options['json'] === true) {
    shell.out.write(`${JSON.stringify({ settings: shown, sources: loaded.config.sources })}\n`)
    return exitCodes.done
  }
  const paint = painter(shell.out, shell.env)
  const head = ['SETTING', 'VALUE', 'FROM', 'VARIABLE'].map((word) => paint('dim', word))
  const rows = shown.map(({ setting, value, from, variable }) => [
    setting,
    value === undefined ? paint('dim', '-') : String(value),
    from === 'default' || from === 'not set' ? paint('dim', from) : from,
    paint('dim', variable),
  ])
  shell.out.write(columns([head, ...rows]))
  for (const source of loaded.config.sources) {
    shell.out.write(`\nsource ${paint('bold', source.name)} (${source.kind})\n`)
    shell.out.write(columns(sourceRows(source)))
  }
  return exitCodes.done
}

type Source = ReturnType<typeof configFrom>['config']['sources'][number]

function sourceRows(source: Source): string[][] {
  if (source.kind === 'static') return [['  file', source.file]]
  return source.cameras.map(({ name, url, username = source.username, passwordFile = source.passwordFile }) => [
    `  ${name}`,
    url,
    username === undefined ? '' : `user ${username}, password from ${passwordFile ?? 'cameraLogin'}`,
  ])
}
