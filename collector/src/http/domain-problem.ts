/** What the domain refuses, as problems: its codes as they are, its paths as JSON pointers. */
import { DomainError } from '../domain/errors.ts'
import { Problem } from './problem.ts'

/** Runs what may refuse. `under` is the pointer of the document within the request's body, '' where it is the body. */
export function orProblem<T>(run: () => T, under = ''): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const pointer = `${under}${pointerOf(error.path)}`
    throw new Problem(error.code, { detail: error.message, errors: [{ pointer, detail: error.detail }], cause: error })
  }
}

/** "tiers[2].usage[0].from" is /tiers/2/usage/0/from. */
export function pointerOf(path: string): string {
  if (path === '') return ''
  return `/${path.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`
}
