/** Finds the functions of a blanked source by their braces: enough for lengths, parameters and depth. */
import type { SourceFile } from './source-tree.ts'

export type FunctionShape = {
  readonly where: string
  /** Its own: what stands in named functions inside it is counted there. */
  readonly lines: number
  readonly parameters: number
  /** How many control blocks (if, for, while, switch, try, catch, else) stand inside each other. */
  readonly depth: number
}

const declared = /function\s*\*?\s*([A-Za-z0-9_$]*)\s*(?:<[^()]*>)?/
const methodOrArrow = /(?:^|[\s,{(])(?:async\s+)?\*?([A-Za-z0-9_$]+)|=\s*(?:async\s*)?/
const opening = new RegExp(`(?:${declared.source}|${methodOrArrow.source})\\(`, 'g')
const notFunctions = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'await',
  'typeof',
  'function',
  'super',
])

/** Each named function, method and arrow with a block body of one file. */
export function functionsOf(file: SourceFile): FunctionShape[] {
  const found: (FunctionShape & { readonly from: number; readonly to: number })[] = []
  for (const match of file.code.matchAll(opening)) {
    const name = match[1] || match[2] || ''
    if (notFunctions.has(match[2] ?? '')) continue
    const open = match.index + match[0].length - 1
    const close = matching(file.code, open)
    const body = close === undefined ? undefined : bodyAfter(file.code, close)
    if (close === undefined || body === undefined) continue
    const end = matching(file.code, body)
    if (end === undefined) continue
    const line = file.code.slice(0, match.index).split('\n').length
    found.push({
      where: `${file.path}:${line} ${name}`,
      lines: file.code.slice(open, end).split('\n').length,
      parameters: parametersOf(file.code.slice(open + 1, close)),
      depth: depthOf(file.code.slice(body + 1, end)),
      from: open,
      to: end,
    })
  }
  return found.map((each) => ({ ...each, lines: each.lines - linesInside(each, found) }))
}

type Span = { readonly from: number; readonly to: number; readonly lines: number }

/** Lines of the functions directly inside one: a factory is as long as what it says itself. */
function linesInside(outer: Span, all: readonly Span[]): number {
  const inside = all.filter(({ from, to }) => from > outer.from && to < outer.to)
  const direct = inside.filter((each) => !inside.some(({ from, to }) => from < each.from && to > each.to))
  return direct.reduce((sum, { lines }) => sum + lines - 1, 0)
}

/** Where the block begins after a parameter list: `) {`, `): Type {` or `) => {`; undefined for calls and types. */
function bodyAfter(code: string, close: number): number | undefined {
  const rest = code.slice(close + 1, close + 400)
  const match = /^(?:\s*:\s*[^{};=]*?(?:\{[^{}]*\}[^{};=]*?)?)?\s*(?:=>\s*)?\{/.exec(rest)
  return match ? close + match[0].length : undefined
}

function matching(code: string, open: number): number | undefined {
  let depth = 0
  for (let i = open; i < code.length; i += 1) {
    const letter = code[i]
    if (letter === '(' || letter === '{' || letter === '[') depth += 1
    if (letter === ')' || letter === '}' || letter === ']') depth -= 1
    if (depth === 0) return i
  }
  return undefined
}

function parametersOf(list: string): number {
  let depth = 0
  let count = list.trim() === '' ? 0 : 1
  for (const [i, letter] of [...list.trimEnd()].entries()) {
    if ('({[<'.includes(letter)) depth += 1
    if (')}]'.includes(letter) || (letter === '>' && list[i - 1] !== '=')) depth -= 1
    if (letter === ',' && depth === 0 && i < list.trimEnd().length - 1) count += 1
  }
  return count
}

const control = /(?:\b(?:if|for|while|switch|catch)\b[^;{}]*\)|\b(?:else|try|finally|do))\s*$/

function depthOf(body: string): number {
  const stack: boolean[] = []
  let deepest = 0
  let since = 0
  for (let i = 0; i < body.length; i += 1) {
    if (body[i] === '{') {
      stack.push(control.test(body.slice(since, i)))
      deepest = Math.max(deepest, stack.filter(Boolean).length)
      since = i + 1
    } else if (body[i] === '}') {
      stack.pop()
      since = i + 1
    } else if (body[i] === ';') since = i + 1
  }
  return deepest
}
