/** camtally-collector: the process around the command line. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runProgram } from './cli/program.ts'
import type { Out, Shell } from './cli/shell.ts'
import { systemClock, systemRandom } from './clock.ts'

const outTo = (stream: NodeJS.WriteStream): Out => ({
  write: (text) => stream.write(text),
  isTerminal: stream.isTTY === true,
})
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const shell: Shell = {
  env: process.env,
  out: outTo(process.stdout),
  err: outTo(process.stderr),
  clock: systemClock,
  random: systemRandom,
  version,
  readFile: (path) => readFileSync(path, 'utf8'),
  writeFile: (path, bytes) => writeFileSync(path, bytes),
  fileExists: existsSync,
  fetch,
  onSignal: (signal, run) => process.on(signal, run),
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0) // `camtally-collector … | head`: the reader has what it wanted
})
process.exitCode = await runProgram(process.argv.slice(2), shell)
