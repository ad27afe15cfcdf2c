/** The options that choose the configuration, the same for every command that has one. */
import type { Command } from 'commander'
import { type LoadedConfig, loadConfig } from '../config.ts'
import { settings } from '../config-settings.ts'
import { wantOf } from '../config-shape.ts'
import type { Shell } from './shell.ts'

/** Adds --config and a flag for each setting in `paths`; all of them if there are none. */
export function addConfigOptions(command: Command, paths?: readonly string[]): Command {
  command.option(
    '-c, --config <file>',
    'configuration file; else CAMTALLY_CONFIG, ./agent.yaml, /etc/camtally/agent.yaml',
  )
  for (const { path, flag, schema } of settings) {
    if (!paths || paths.includes(path)) command.option(`${flag} <value>`, `setting ${path}: ${wantOf(schema)}`)
  }
  return command
}

/** Loads what the options, the variables and the file say. @throws ConfigError */
export function configFrom(options: Readonly<Record<string, unknown>>, shell: Shell): LoadedConfig & { file?: string } {
  const file = configFile(options, shell)
  const flags = Object.fromEntries(settings.map(({ path, flag }) => [path, textOf(options[memberName(flag)])]))
  const loaded = loadConfig({ flags, env: shell.env, file, readFile: shell.readFile })
  return file === undefined ? loaded : { ...loaded, file }
}

/** The file that is named, else the first usual one that exists, else none. */
export function configFile(options: Readonly<Record<string, unknown>>, shell: Shell): string | undefined {
  const usual = ['agent.yaml', '/etc/camtally/agent.yaml']
  return textOf(options['config']) ?? shell.env['CAMTALLY_CONFIG'] ?? usual.find((path) => shell.fileExists(path))
}

/** How commander names the value of a flag: --http-port is httpPort. */
function memberName(flag: string): string {
  return flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
