/** The cameras of one rtsp source: each configured stream with its address, identifiers and login, and streams of the
 *  same camera taken together. */
import type { RtspCameraConfig, RtspSourceConfig } from '../config-schema.ts'
import type { Identifier } from '../core/source.ts'
import { parseRtspUrl, type RtspAddress } from './rtsp-address.ts'

export type LoginConfig = { readonly username?: string; readonly passwordFile?: string }
export type FileLogin = { readonly username: string; readonly passwordFile: string }

/** One camera. `others`: names of further streams of it that were configured too; they are not asked. */
export type RtspCamera = {
  readonly name: string
  readonly address: RtspAddress
  readonly identifiers: readonly Identifier[]
  readonly login: FileLogin | undefined
  readonly others: readonly string[]
}

/** `fallback` is the login of cameras that name none (setting `cameraLogin`). Streams whose url is no address are left
 *  out: the configuration was checked before.
 *  Streams that share an address are one camera, asked by the first one's url, unless serial or mac tell them apart:
 *  then the address tells nothing and is left out. */
export function camerasOf(source: RtspSourceConfig, fallback: LoginConfig): RtspCamera[] {
  const byAddress = new Map<string, Stream[]>()
  for (const config of source.cameras) {
    const address = parseRtspUrl(config.url)
    if (typeof address === 'string') continue
    const found = byAddress.get(address.address) ?? []
    byAddress.set(address.address, [...found, { config, address }])
  }
  return [...byAddress.values()].flatMap((streams) => {
    const groups = Map.groupBy(streams, ({ config }) => strongKey(config))
    if (groups.size === 1) return [cameraOf(streams, source, fallback)]
    return [...groups.values()].map((group) => {
      const camera = cameraOf(group, source, fallback)
      return { ...camera, identifiers: camera.identifiers.filter(({ type }) => type !== 'address') }
    })
  })
}

/** User and password file, each from the camera, else its source, else the whole agent; undefined without both. */
export function loginOf(levels: readonly LoginConfig[]): FileLogin | undefined {
  const username = levels.find((level) => level.username !== undefined)?.username
  const passwordFile = levels.find((level) => level.passwordFile !== undefined)?.passwordFile
  return username === undefined || passwordFile === undefined ? undefined : { username, passwordFile }
}

type Stream = { readonly config: RtspCameraConfig; readonly address: RtspAddress }

/** What tells two streams of one address apart. A stream with neither goes with those that have the same: nothing. */
function strongKey({ serial, maker, mac }: RtspCameraConfig): string {
  return JSON.stringify([maker, serial, mac && macDigits(mac)])
}

function cameraOf(streams: readonly Stream[], source: RtspSourceConfig, fallback: LoginConfig): RtspCamera {
  const [first, ...others] = streams
  if (!first) throw new Error('a camera has at least one stream')
  return {
    name: first.config.name,
    address: first.address,
    identifiers: identifiersOf(first),
    login: loginOf([first.config, source, fallback]),
    others: others.map(({ config }) => config.name),
  }
}

/** The strongest first. The core puts the site (or the gateway) into the address's scope. */
function identifiersOf({ config, address }: Stream): Identifier[] {
  const { serial, maker, mac } = config
  return [
    ...(serial !== undefined && maker !== undefined
      ? [{ type: 'serial' as const, scope: maker.toLowerCase(), value: serial }]
      : []),
    ...(mac === undefined ? [] : [{ type: 'mac' as const, scope: '', value: macDigits(mac) }]),
    { type: 'address', scope: '', value: address.address },
  ]
}

function macDigits(mac: string): string {
  return mac.replace(/[:-]/g, '').toLowerCase()
}
