/** The files that git tracks (or would), read once, with comments and strings blanked for rules about code. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type SourceFile = {
  readonly path: string
  readonly text: string
  /** The same length and lines as `text`; what stands in strings, comments and regular expressions is spaces. */
  readonly code: string
}

/** Every TypeScript file of ours, tests included. */
export function sourceFiles(): SourceFile[] {
  return trackedPaths()
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path, text, code: blank(text) }
    })
}

/** Paths of all files in the work tree that are not ignored. */
export function trackedPaths(): string[] {
  const listing = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  const gone = new Set(execFileSync('git', ['ls-files', '--deleted'], { encoding: 'utf8' }).split('\n'))
  return listing.split('\n').filter((path) => path !== '' && !gone.has(path))
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//
const quoted = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/
const regularExpression = /(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/
const token = new RegExp([comment, quoted, regularExpression].map(({ source }) => source).join('|'), 'g')

/** Template literals are blanked with what they hold: rules about code inside `${}` are not worth a parser here. */
function blank(text: string): string {
  return text.replace(token, (match) => match.replace(/[^\n]/g, ' '))
}
