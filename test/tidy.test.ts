/** The project's style as a unit test: what a rule can say about a file is held here, not by memory. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import t from 'tap'
import { functionsOf } from './tidy/functions.ts'
import { importFaults } from './tidy/import-rules.ts'
import { sourceFiles, trackedPaths } from './tidy/source-tree.ts'

const files = sourceFiles()
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('test/')
const own = files.filter(({ path }) => !isTest(path))
const lineOf = (text: string, index: number) => text.slice(0, index).split('\n').length

/** Every match of a rule in the blanked code, as path:line. */
function matches(list: typeof files, rule: RegExp): string[] {
  return list.flatMap(({ path, code }) =>
    [...code.matchAll(rule)].map((match) => `${path}:${lineOf(code, match.index)} ${match[0].trim()}`),
  )
}

t.test('a file is named after its one idea', async (t) => {
  const banned = /^(utils?|helpers?|common|misc|types|managers?)(\.|$)/
  t.same(
    trackedPaths().filter((path) => path.split('/').some((part) => banned.test(part))),
    [],
  )
  t.same(
    files.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(path))).map(({ path }) => path),
    [],
  )
  t.same(
    files
      .filter(({ path }) => basename(path) === 'index.ts' && !/^[a-z]+\/src\/index\.ts$/.test(path))
      .map(({ path }) => path),
    [],
  )
})

t.test('a file and a function fit on a screen', async (t) => {
  t.same(
    files
      .filter(({ text, path }) => text.split('\n').length > 251 && !path.includes('testdata'))
      .map(({ path, text }) => `${path} ${text.split('\n').length}`),
    [],
  )
  t.same(
    files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => (line.length > 120 ? [`${path}:${i + 1}`] : [])),
    ),
    [],
  )
  const shapes = own.flatMap(functionsOf)
  t.ok(shapes.length > 500 || own.length < 100, 'the scanner sees functions')
  t.same(
    shapes.filter(({ lines }) => lines > 51).map(({ where, lines }) => `${where} ${lines} lines`),
    [],
  )
  t.same(
    shapes
      .filter(({ parameters }) => parameters > 3)
      .map(({ where, parameters }) => `${where} ${parameters} parameters`),
    [],
  )
  t.same(
    shapes.filter(({ depth }) => depth > 3).map(({ where, depth }) => `${where} ${depth} deep`),
    [],
  )
})

t.test('a file opens with what it is for', async (t) => {
  t.same(
    files.filter(({ text }) => !/^(#!.*\n)?\/\*\*|^(#!.*\n)?\/\/ /.test(text)).map(({ path }) => path),
    [],
  )
})

t.test('folders import along the flow', async (t) => {
  t.same(files.flatMap(importFaults), [])
})

t.test('time and chance are arguments', async (t) => {
  const outside = own.filter(({ path }) => !/(^|\/)(clock|main)\.ts$/.test(path) && !path.startsWith('collector/web/'))
  t.same(
    matches(outside, /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bTemporal\.Now\b|\bperformance\.now\(/g),
    [],
  )
  t.same(matches(outside, /\bset(?:Timeout|Interval|Immediate)\(/g), [])
})

t.test('types do not lie', async (t) => {
  t.same(matches(files, /[:<|]\s*any\b|\bas any\b|@ts-(?:ignore|nocheck|expect-error)/g), [])
})

t.test('one word has one meaning (glossary)', async (t) => {
  const banned = /\b(?:tenants?|true-?ups?)\b|(?<!\/proc\/|system_|daemon_)\buptimes?\b/gi
  t.same(
    own.flatMap(({ path, text }) =>
      [...text.matchAll(banned)].map((match) => `${path}:${lineOf(text, match.index)} ${match[0]}`),
    ),
    [],
  )
})

t.test('tests wait for nothing, skip nothing and stand alone', async (t) => {
  const tests = files.filter(
    ({ path }) => isTest(path) && !path.startsWith('test/tidy') && !path.startsWith('test/demo'),
  )
  t.same(matches(tests, /\.(?:only|skip|todo)\(|\b(?:skip|todo):\s*true/g), [])
  t.same(matches(tests, /new Promise\(\s*\(?\w*\)?\s*=>\s*setTimeout/g), [])
  t.same(matches(tests, /\.listen\(\s*[1-9]\d{3,4}/g), [])
})

t.test('nothing of the machine it was written on is in a file', async (t) => {
  const lock = readFileSync('package-lock.json', 'utf8')
  t.notMatch(lock, /"resolved":\s*"https?:/, 'package-lock.json names no host')
  const texts = trackedPaths().filter((path) =>
    /\.(ts|tsx|js|json|md|sql|ya?ml|css|html|py|sh)$|Makefile|run$/.test(path),
  )
  t.same(
    texts.filter(
      (path) => path !== 'test/tidy.test.ts' && /\/work\/|\/root\/|registry\.npmjs/.test(readFileSync(path, 'utf8')),
    ),
    [],
  )
})

t.test('packages at run time stay few: 60 on a gateway, 200 in the cloud', async (t) => {
  for (const [workspace, most] of [
    ['agent', 60],
    ['collector', 200],
  ] as const) {
    const args = ['ls', '--all', '--parseable', '--omit=dev', '--workspace', workspace]
    const listing = execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const packages = new Set(
      listing.split('\n').filter((path) => path.includes('node_modules') && !path.includes('@camtally')),
    )
    t.ok(packages.size <= most, `${workspace}: ${packages.size} packages`)
  }
})

t.test('a folder with rules of its own opens with a README of a screen', async (t) => {
  const readmes = trackedPaths().filter((path) => /\/src\/.*README\.md$/.test(path))
  t.same(
    readmes.filter((path) => readFileSync(path, 'utf8').split('\n').length > 61),
    [],
  )
  const folders = new Map<string, number>()
  for (const { path } of own) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1)
  const bare = [...folders].filter(
    ([folder, count]) => count > 8 && /\/src\/[a-z]+$/.test(folder) && !existsSync(`${folder}/README.md`),
  )
  t.same(
    bare.map(([folder]) => folder),
    [],
  )
})
