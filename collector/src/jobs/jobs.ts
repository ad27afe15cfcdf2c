/** Every job there is. */
import { closeDay } from './close-day.ts'
import { finalize } from './finalize.ts'
import type { Job } from './job.ts'
import { keep } from './keep.ts'
import { render } from './render.ts'

export const jobs: readonly Job[] = [closeDay, finalize, render, keep]
