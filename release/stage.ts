/** Stages a release: what `tsc -b` emitted, without sources or tests, beside the packages each command needs at run
 *  time. `.build/stage/node_modules/@camtally/*` is what packages and containers carry; nothing in it needs type
 *  stripping. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const stage = join(root, '.build/stage')
const packages = ['protocol', 'agent', 'collector'] as const

rmSync(stage, { recursive: true, force: true })
for (const name of packages) stageOurs(name)
for (const path of outsidePackages()) copyPackage(path)
console.log(`staged ${packages.length} packages of ours in ${relative(process.cwd(), stage)}`)

/** Emitted code, data files and a package.json whose one door is the emitted one. */
function stageOurs(name: string): void {
  const target = join(stage, 'node_modules/@camtally', name)
  const isOurs = (path: string) => !/\.test\.|\.tsbuildinfo$|\.d\.ts$/.test(path)
  cpSync(join(root, '.build', name, 'dist'), join(target, 'dist'), { recursive: true, filter: isOurs })
  for (const folder of ['bin', 'migrations']) {
    const from = join(root, name, folder)
    if (existsSync(from)) cpSync(from, join(target, folder), { recursive: true })
  }
  if (name === 'collector' && existsSync(join(root, '.build/web'))) {
    cpSync(join(root, '.build/web'), join(target, 'web'), { recursive: true })
  }
  const whole = JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8'))
  const { devDependencies: _, private: __, ...kept } = whole
  writeFileSync(join(target, 'package.json'), `${JSON.stringify({ ...kept, exports: './dist/index.js' }, null, 2)}\n`)
}

/** Folders of all outside packages that ours need at run time, as npm resolved them. */
function outsidePackages(): string[] {
  const workspaces = packages.flatMap((name) => ['--workspace', name])
  const args = ['ls', '--all', '--parseable', '--omit=dev', ...workspaces]
  const listing = execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const paths = listing.split('\n').filter((path) => path.includes('node_modules') && existsSync(path))
  return [...new Set(paths)].filter((path) => realpathSync(path) === path)
}

function copyPackage(path: string): void {
  const target = join(stage, relative(root, path))
  mkdirSync(dirname(target), { recursive: true })
  const isOwnFile = (source: string) => !relative(path, source).split('/').includes('node_modules')
  cpSync(path, target, { recursive: true, dereference: false, verbatimSymlinks: true, filter: isOwnFile })
}
