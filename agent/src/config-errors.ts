/** What can be wrong with a configuration: a code is for ever, its words may improve (docs/agent-errors.md). */

export type CatalogueEntry = { readonly message: string; readonly hint: string }

export const configErrors = {
  CONFIG_FILE_UNREADABLE: {
    message: 'A file that the configuration names cannot be read.',
    hint: 'Check the path and that the user of the agent may read it.',
  },
  CONFIG_FILE_INVALID: {
    message: 'The file is not plain YAML: a fault of its own, or an alias, a tag or a second document.',
    hint: 'Look at the line and column that the message names; write every value out.',
  },
  CONFIG_KEY_UNKNOWN: {
    message: 'There is no such setting here.',
    hint: 'Correct the spelling; the message lists what is known at this place.',
  },
  CONFIG_KEY_MISSING: { message: 'A setting that is needed here is missing.', hint: 'Add it.' },
  CONFIG_VALUE_INVALID: {
    message: 'A setting has a value that does not fit.',
    hint: 'The message says what would do.',
  },
  CONFIG_SECRET_IN_TEXT: {
    message: 'A password stands in the configuration itself.',
    hint: 'Put it alone into a file (mode 0600) and name that file in `passwordFile`; keep `username` beside it.',
  },
  CONFIG_LOGIN_HALF: {
    message: 'A login needs a user and a password file, and one of the two is missing.',
    hint: 'Add the other one, or take both out: a camera counts as connected without a login too.',
  },
  CONFIG_MAKER_MISSING: {
    message: 'A serial number identifies a camera only together with its maker.',
    hint: 'Add `maker` beside `serial`, or take `serial` out.',
  },
  CONFIG_NAME_TWICE: {
    message: 'Two sources, or two cameras of one source, have the same name.',
    hint: 'Give each a name of its own.',
  },
  CONFIG_CAMERAS_LIMIT: {
    message: 'One gateway looks after 1000 cameras at most.',
    hint: 'Divide the cameras among several gateways of the site.',
  },
  CONFIG_VARIABLE_UNKNOWN: {
    message: 'A variable begins with CAMTALLY_ and is no setting.',
    hint: 'Correct the spelling; `camtally-agent config show` lists every variable.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type ConfigCode = keyof typeof configErrors

/** One fault. `where`: file:line:column and path, a flag or a variable. `message`: what is so and what would do. */
export type ConfigFault = { readonly code: ConfigCode; readonly where: string; readonly message: string }

/** What a command exits 78 with: every fault of the configuration at once, none half applied. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[]
  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ where, message, code }) => `${where}: ${message} [${code}]`).join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}
