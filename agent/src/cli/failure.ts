/** How a failed command ends: a sentence, its code, what to do now, and the exit code. */
import { ProtocolError, protocolErrors } from '@camtally/protocol'
import { type ConfigCode, ConfigError, configErrors } from '../config-errors.ts'
import { IdentityError } from '../identity/errors.ts'
import { CommandError } from './errors.ts'
import { type Paint, painter } from './paint.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'

/** Says on `err` what went wrong (with `isJson` as one JSON object) and returns the exit code. A fault of the program
 *  itself is not caught here: it is thrown on, with its stack. */
export function reportFailure(error: unknown, shell: Shell, isJson: boolean): ExitCode {
  const paint = painter(shell.err, shell.env)
  if (error instanceof ConfigError) {
    shell.err.write(isJson ? `${JSON.stringify({ ok: false, faults: error.faults })}\n` : faultText(error, paint))
    return exitCodes.config
  }
  if (!(error instanceof CommandError || error instanceof IdentityError || error instanceof ProtocolError)) throw error
  const hint = error instanceof ProtocolError ? protocolErrors[error.code].hint : error.hint
  if (isJson) shell.err.write(`${JSON.stringify({ ok: false, code: error.code, message: error.message, hint })}\n`)
  else shell.err.write(`${paint('red', 'failed')}: ${error.message}\n  ${hint}\n`)
  return exitCodes.failed
}

/** Their message names what would do; a hint would repeat it. */
const selfExplaining: readonly ConfigCode[] = ['CONFIG_KEY_UNKNOWN', 'CONFIG_KEY_MISSING', 'CONFIG_VALUE_INVALID']

function faultText({ faults }: ConfigError, paint: Paint): string {
  const lines = faults.map(({ where, message, code }) => `${where}: ${message} ${paint('dim', `[${code}]`)}\n`)
  const codes = new Set(faults.map(({ code }) => code).filter((code) => !selfExplaining.includes(code)))
  return [...lines, ...[...codes].map((code) => `  ${configErrors[code].hint}\n`)].join('')
}
