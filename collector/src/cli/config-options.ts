/** The flags of every setting, and the configuration that a command's flags, variables and file make. */
import type { Command } from 'commander'
import { type LoadedConfig, loadConfig } from '../config.ts'
import { settings } from '../config-schema.ts'
import type { Options } from './program.ts'
import type { Shell } from './shell.ts'

/** Adds --config and one flag a setting, or only those of `paths`. */
export function addConfigOptions(command: Command, paths?: readonly string[]): Command {
  command.option('-c, --config <file>', 'configuration file; else CAMTALLY_CONFIG')
  for (const { path, flag } of settings) {
    if (paths === undefined || paths.includes(path)) command.option(`${flag} <value>`, `setting ${path}`)
  }
  return command
}

/** @throws ConfigError with every fault found */
export function configFrom(options: Options, shell: Shell): LoadedConfig {
  const flags = Object.fromEntries(settings.map(({ path, flag }) => [path, textOf(options[optionName(flag)])]))
  const file = textOf(options['config']) ?? shell.env['CAMTALLY_CONFIG']
  return loadConfig({ flags, env: shell.env, file, readFile: shell.readFile })
}

/** `--http-port` is kept by commander as `httpPort`. */
function optionName(flag: string): string {
  return flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
