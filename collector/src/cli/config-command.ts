/** camtally-collector config check | show | page: what the configuration says, and whether it may. */
import { errorPage } from '../error-page.ts'
import { configPage, shownSettings } from '../config-show.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import type { Program } from './program.ts'
import { exitCodes, tableOf } from './shell.ts'

export function addConfigCommands({ command, shell, run }: Program): void {
  const config = command.command('config').description('check and show the configuration')
  const check = config.command('check').description('say what is wrong, with its place; exit 78 if anything is')
  addConfigOptions(check.option('--json', 'as JSON')).action(
    run(async (_args, options) => {
      configFrom(options, shell)
      shell.out.write(options['json'] === true ? '{"ok":true}\n' : 'good\n')
      return exitCodes.done
    }),
  )
  const show = config.command('show').description('every setting, its value and where it comes from; secrets masked')
  addConfigOptions(show.option('--json', 'as JSON')).action(
    run(async (_args, options) => {
      const shown = shownSettings(configFrom(options, shell))
      const rows = shown.map(({ setting, value, from }) => [setting, value, from])
      const text = options['json'] === true ? `${JSON.stringify(shown)}\n` : tableOf(['SETTING', 'VALUE', 'FROM'], rows)
      shell.out.write(text)
      return exitCodes.done
    }),
  )
  config
    .command('page', { hidden: true })
    .description('docs/collector-config.md, written from the schema; or docs/errors.md')
    .option('--errors', 'docs/errors.md')
    .action(
      run(async (_args, options) => {
        shell.out.write(options['errors'] === true ? errorPage() : configPage())
        return exitCodes.done
      }),
    )
}
