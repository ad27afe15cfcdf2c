/** camtally-collector rehearse: the command around runRehearse. */
import type { Program } from './program.ts'
import { runRehearse } from './rehearse.ts'

export function addRehearseCommand({ command, shell, run }: Program): void {
  command
    .command('rehearse')
    .description('what a scenario would be billed (docs/rehearsal.md); one line of JSON a file')
    .argument('<file...>', 'scenario files')
    .option('--explain', 'say for each line how it came about')
    .addHelpText('before', 'Examples:\n  camtally-collector rehearse testdata/scenarios/G03.json --explain\n')
    .action(
      run(async (args, options) => {
        const flags = options['explain'] === true ? ['--explain'] : []
        const write = { out: (text: string) => shell.out.write(text), err: (text: string) => shell.err.write(text) }
        return runRehearse([...args, ...flags], write)
      }),
    )
}
