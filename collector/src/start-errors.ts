/** What keeps the collector from starting: each exits 78 with its code, before anything was opened. */

interface CatalogueEntry {
  /** What is so. */
  readonly message: string
  /** What to do now. */
  readonly hint: string
}

export const startErrors = {
  CONFIG_KEY_UNKNOWN: {
    message: 'A key of the config file is none of ours.',
    hint: 'Look for a typing error; the message lists the keys known there.',
  },
  CONFIG_VARIABLE_UNKNOWN: {
    message: 'A variable begins with CAMTALLY_ and is none of ours.',
    hint: 'Look for a typing error in docs/collector-config.md, or remove it.',
  },
  CONFIG_VARIABLE_DOUBLE: {
    message: 'One setting is given by two variables.',
    hint: 'Keep one of the two that the message names.',
  },
  CONFIG_VALUE_INVALID: {
    message: 'A setting has a value it cannot have.',
    hint: 'The message says what was found and what would do.',
  },
  CONFIG_VALUE_MISSING: {
    message: 'A setting is needed because of another one.',
    hint: 'The message names both.',
  },
  CONFIG_FILE_INVALID: { message: 'The config file is not YAML.', hint: 'Mend it at the line and column named.' },
  CONFIG_FILE_UNREADABLE: {
    message: 'A file that the configuration names cannot be read.',
    hint: 'Check its path and who may read it.',
  },
  KEY_FILE_MISSING: {
    message: 'A file with a private key is not there.',
    hint: 'Put the key back from its backup. Only for a new installation: camtally-collector key create.',
  },
  KEY_FILE_OPEN_TO_OTHERS: {
    message: 'A file with a private key can be read by others than its owner.',
    hint: 'chmod 600 it; if others did read it, make a new key.',
  },
  KEY_FILE_MALFORMED: {
    message: 'A key file does not hold one Ed25519 private key (PKCS #8, PEM).',
    hint: 'Put the key back from its backup.',
  },
  KEY_SHARED: {
    message: 'Two uses have the same private key.',
    hint: 'A key has one use: make a second one with camtally-collector key create.',
  },
  DATABASE_UNREACHABLE: {
    message: 'The database does not answer.',
    hint: 'Check database.url, the network and the server.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type StartErrorCode = keyof typeof startErrors

/** Stops a start with exit 78. `where` names the file or address, never a secret. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code: StartErrorCode
  constructor(code: StartErrorCode, where: string, options?: ErrorOptions) {
    super(`${where}: ${startErrors[code].message} ${startErrors[code].hint}    [${code}]`, options)
    this.code = code
  }
}
