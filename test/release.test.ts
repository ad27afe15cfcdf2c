/** A staged release runs where there are no sources: nothing in it may need type stripping. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import t from 'tap'

t.test('both commands run from the staged tree alone', async (t) => {
  // The runner's own hooks travel by the environment; the compiler and the commands must not have them.
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }
  execFileSync('env', ['-u', 'NODE_OPTIONS', 'node_modules/.bin/tsc', '-b', 'protocol', 'agent', 'collector'], { env })
  execFileSync(process.execPath, ['release/stage.ts'], { env })
  const folder = mkdtempSync(join(tmpdir(), 'camtally-release-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  cpSync('.build/stage/node_modules', join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
  const run = (command: string, args: readonly string[]) => {
    const script = join('node_modules/@camtally', command, 'bin', `camtally-${command}.js`)
    return spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env })
  }
  t.match(run('agent', ['--version']), { status: 0, stdout: /^\d+\.\d+\.\d+\n$/ })
  const rehearsed = run('collector', ['rehearse', resolve('testdata/scenarios/G01.json')])
  t.equal(rehearsed.status, 0, rehearsed.stderr)
  t.equal(JSON.parse(rehearsed.stdout).invoices.length, 4)
})
