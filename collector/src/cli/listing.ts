/** What commands that only ask the API share: the options of the connection, and a list as a table or as JSON. */
import type { Command } from 'commander'
import { type ApiClient, apiClient } from './api-client.ts'
import type { Options, Program } from './program.ts'
import { exitCodes, tableOf } from './shell.ts'

/** Adds --url and --json. */
export function addApiOptions(command: Command): Command {
  return command
    .option('--url <url>', 'the collector; else CAMTALLY_URL or http://127.0.0.1:8080')
    .option('--json', 'as JSON')
}

export type Asked = { readonly args: readonly string[]; readonly options: Options; readonly client: ApiClient }

/** A command that asks the API and prints one answer: as JSON as it came, else as `show` makes it. */
export function answering<T>(
  { shell, run }: Program,
  { ask, show }: { readonly ask: (asked: Asked) => Promise<T>; readonly show: (answer: T) => string },
) {
  return run(async (args, options) => {
    const answer = await ask({ args, options, client: apiClient(options, shell) })
    shell.out.write(options['json'] === true ? `${JSON.stringify(answer)}\n` : show(answer))
    return exitCodes.done
  })
}

/** Rows of objects as a table: one column a member, named in `head`; a missing value is a dash. */
export function tableOfMembers<T extends object>(head: Readonly<Record<string, string>>, items: readonly T[]): string {
  const members = Object.keys(head)
  const cell = (item: object, member: string) => {
    const value = Object.entries(item).find(([name]) => name === member)?.[1] as unknown
    return value === null || value === undefined
      ? '-'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)
  }
  if (items.length === 0) return 'none\n'
  return tableOf(
    Object.values(head),
    items.map((item) => members.map((member) => cell(item, member))),
  )
}

/** One object, a member a line. */
export function membersOf(item: object): string {
  const rows = Object.entries(item).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return tableOf(['MEMBER', 'VALUE'], rows)
}
