/** What a camera source is to the agent: it looks at cameras and says what each look saw. Sources know nothing of
 *  minutes, keys or statements; the core knows nothing of RTSP (docs: sources.md). */

/** One identifier of a camera, as the source knows it. It never leaves the site: only its keyed hash does.
 *  `scope`: for serial the maker; for address '' (the core puts the site there, or the gateway when the host is
 *  loopback or link-local); else ''. `value`: address as host:port/path with no user, password, query or stream
 *  suffix; mac as 12 lower-case hex digits. Neither holds a line break. */
export type Identifier = {
  readonly type: 'serial' | 'mac' | 'uuid' | 'address' | 'static'
  readonly scope: string
  readonly value: string
}

/** The evidence ladder: 4 streaming, 3 authenticated, 2 responding, 1 seen, 0 standby; unknown: the look itself failed
 *  on our side, which is never "disconnected". */
export type EvidenceRank = 0 | 1 | 2 | 3 | 4 | 'unknown'

/** One finished look at one camera. `source` is the source's name, `camera` its own stable name for the camera.
 *  `endedAtMonoMs` is Clock.monoMs() at its end: the look belongs to the minute in which it ended. `detail` is one line
 *  for people on the site ("401 after login"), without secrets. */
export type Look = {
  readonly source: string
  readonly camera: string
  readonly identifiers: readonly Identifier[]
  readonly rank: EvidenceRank
  readonly name?: string
  readonly detail?: string
  readonly endedAtMonoMs: number
}

/** A source. One that cannot look says so for each camera it knows, by looks of rank `unknown`: of cameras it never
 *  named nobody can know that they were missed. `kind` is what inventories call it (`src`: 1..32 of [a-z0-9-]); `owns`
 *  decides which rank counts as connected: direct 2 or more, recorder 4. `start` may be called once; `stop` ends after
 *  the last call of the sink. */
export interface CameraSource {
  readonly name: string
  readonly kind: string
  readonly owns: 'direct' | 'recorder'
  start(sink: (look: Look) => void): void
  lookOnce(): Promise<Look[]>
  stop(): Promise<void>
}
