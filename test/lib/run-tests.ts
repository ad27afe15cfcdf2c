/** Runs every test with tap and ends with the plain line "N passed, N failed", so that a person, a script and a
 *  build server read the same figure. Arguments go to tap: `node test/lib/run-tests.ts protocol/src/jws.test.ts`. */
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const tapPlugins = 'node_modules/.tap/plugins'
if (!existsSync(tapPlugins) || statSync(tapPlugins).mtimeMs < statSync('package-lock.json').mtimeMs)
  await run('tap', ['build'])

const counts = { passed: 0, failed: 0, skipped: 0 }
let output = ''
const exitCode = await run('tap', ['--reporter=terse', ...process.argv.slice(2)], (text) => {
  output += text
})
for (const [, key, value] of output.matchAll(/^# (?:\{ | {2})?(pass|fail|skip|todo): (\d+)/gm))
  count(key, Number(value))
for (const [, key, value] of (output.match(/# \{ total.*\}/)?.[0] ?? '').matchAll(/(pass|fail|skip|todo): (\d+)/g)) {
  count(key, Number(value))
}
if (exitCode !== 0 && counts.failed === 0) counts.failed = 1
console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`)
process.exitCode = exitCode === 0 && counts.passed > 0 ? 0 : 1

function count(key: string | undefined, value: number): void {
  if (key === 'pass') counts.passed += value
  if (key === 'fail') counts.failed += value
  if (key === 'skip' || key === 'todo') counts.skipped += value
}

function run(command: string, args: readonly string[], onText?: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', onText ? 'pipe' : 'inherit', 'inherit'] })
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text)
      onText?.(text)
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
