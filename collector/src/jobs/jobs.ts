/** Every job there is. */
import { finalize } from './finalize.ts'
import type { Job } from './job.ts'
import { keep } from './keep.ts'

export const jobs: readonly Job[] = [finalize, keep]
