/** Runs every test with tap and ends with the plain line "N passed, N failed", so that a person, a script and a
 *  build server read the same figure. Arguments go to tap: `node test/lib/run-tests.ts protocol/src/jws.test.ts`. */
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { sharedServerVariable, startTestServer } from '../../collector/src/store/testing.ts'

const tapPlugins = 'node_modules/.tap/plugins'
const builtBefore = existsSync(tapPlugins) && statSync(tapPlugins).mtimeMs > statSync('package-lock.json').mtimeMs
if (!builtBefore) await exitCodeOf('tap', ['build'])

// One PostgreSQL for all files of the run: each test has a database of its own in it.
const postgres = await startTestServer()
process.env[sharedServerVariable] = postgres.ownerUrl
// A signal reaches tap too: it ends, and we go on below.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => undefined)

const counts = { pass: 0, fail: 0, skip: 0, todo: 0 }
const exitCode = await exitCodeOf('tap', ['--reporter=tap', ...process.argv.slice(2)], printFileByFile())
await postgres.stop()
if (exitCode !== 0 && counts.fail === 0) counts.fail = 1
const skipped = counts.skip + counts.todo
console.log(`${counts.pass} passed, ${counts.fail} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = exitCode === 0 && counts.pass > 0 ? 0 : 1

/** A file that passed is one line; of a file that failed everything is shown, and what a test says aloud always is. */
function printFileByFile(): (line: string) => void {
  let details: string[] = []
  return (line) => {
    const totals = /^# \{ total: .*\}/.exec(line)?.[0]
    for (const [, key, count] of totals?.matchAll(/(pass|fail|skip|todo): (\d+)/g) ?? []) add(key, Number(count))
    if (/^(?:not )?ok /.test(line)) {
      if (line.startsWith('not ok')) console.log(details.join('\n'))
      console.log(line.replace(/ # time=.*/, ''))
      details = []
    } else details.push(line)
    if (/^ +# (?!Subtest|time=|\{)/.test(line)) console.log(line.trim())
  }
}

function add(key: string | undefined, count: number): void {
  if (key === 'pass' || key === 'fail' || key === 'skip' || key === 'todo') counts[key] += count
}

function exitCodeOf(command: string, args: readonly string[], onLine?: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', onLine ? 'pipe' : 'inherit', 'inherit'] })
    if (child.stdout && onLine) createInterface({ input: child.stdout }).on('line', onLine)
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
