/** What people see of a camera: up after one success, down after three misses. What is billed are the signed
 *  minutes. */
import { type Camera, joinedCamera } from './camera-table.ts'
import type { EvidenceRank, Look } from './source.ts'

/** The newest about one camera. Instants are monotonic. */
export type CameraView = {
  readonly name: string
  readonly isUp: boolean
  readonly missCount: number
  readonly rank: EvidenceRank
  readonly detail?: string
  readonly lastLookMonoMs: number
  readonly lastSuccessMonoMs?: number
}

const MISSES_UNTIL_DOWN = 3

export interface CameraDisplay {
  note(camera: Camera, look: Look, isSuccess: boolean): void
  find(camera: Camera): CameraView | undefined
}

/** Starts empty; views of joined cameras pass to the camera that was kept. */
export function createCameraDisplay(): CameraDisplay {
  const views = new WeakMap<Camera, CameraView>()
  return {
    note(camera, look, isSuccess) {
      const known = joinedCamera(camera)
      views.set(known, nextView(views.get(known), look, isSuccess))
    },
    find: (camera) => views.get(camera),
  }
}

function nextView(before: CameraView | undefined, look: Look, isSuccess: boolean): CameraView {
  const isMiss = !isSuccess && look.rank !== 'unknown'
  const missCount = isSuccess ? 0 : (before?.missCount ?? 0) + (isMiss ? 1 : 0)
  const lastSuccessMonoMs = isSuccess ? look.endedAtMonoMs : before?.lastSuccessMonoMs
  return {
    name: look.name ?? before?.name ?? look.camera,
    isUp: isSuccess || ((before?.isUp ?? false) && missCount < MISSES_UNTIL_DOWN),
    missCount,
    rank: look.rank,
    lastLookMonoMs: look.endedAtMonoMs,
    ...(look.detail === undefined ? {} : { detail: look.detail }),
    ...(lastSuccessMonoMs === undefined ? {} : { lastSuccessMonoMs }),
  }
}
