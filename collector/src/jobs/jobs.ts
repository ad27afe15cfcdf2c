/** Every job there is. */
import type { Job } from './job.ts'
import { keep } from './keep.ts'

export const jobs: readonly Job[] = [keep]
