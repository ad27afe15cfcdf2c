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
 *  Streams of one serial number, else of one mac, else of one address are one camera, asked by the first one's url. An
 *  address that several serial numbers or macs share identifies none of them and is left out. */
export function camerasOf(source: RtspSourceConfig, fallback: LoginConfig): RtspCamera[] {
  const streams = source.cameras.flatMap((config): Stream[] => {
    const address = parseRtspUrl(config.url)
    return typeof address === 'string' ? [] : [{ config, address, strong: strongKey(config) }]
  })
  const strongAt = Map.groupBy(
    streams.filter(({ strong }) => strong !== undefined),
    ({ address }) => address.address,
  )
  const strongKeysAt = (address: string) => new Set(strongAt.get(address)?.map(({ strong }) => strong))
  const groups = Map.groupBy(streams, ({ strong, address }) => {
    const [only, ...more] = strongKeysAt(address.address)
    return strong ?? (more.length === 0 ? only : undefined) ?? `address ${address.address}`
  })
  return [...groups.values()].map((group) => {
    const camera = cameraOf(group, source, fallback)
    const isShared = group.some(({ strong }) => strong) && strongKeysAt(camera.address.address).size > 1
    return isShared ? { ...camera, identifiers: camera.identifiers.filter(({ type }) => type !== 'address') } : camera
  })
}

/** User and password file, each from the camera, else its source, else the whole agent; undefined without both. */
export function loginOf(levels: readonly LoginConfig[]): FileLogin | undefined {
  const username = levels.find((level) => level.username !== undefined)?.username
  const passwordFile = levels.find((level) => level.passwordFile !== undefined)?.passwordFile
  return username === undefined || passwordFile === undefined ? undefined : { username, passwordFile }
}

type Stream = { readonly config: RtspCameraConfig; readonly address: RtspAddress; readonly strong: string | undefined }

function strongKey({ serial, maker, mac }: RtspCameraConfig): string | undefined {
  if (serial !== undefined) return `serial ${maker?.toLowerCase()} ${serial}`
  return mac === undefined ? undefined : `mac ${macDigits(mac)}`
}

function cameraOf(streams: readonly Stream[], source: RtspSourceConfig, fallback: LoginConfig): RtspCamera {
  const [first, ...others] = streams
  if (!first) throw new Error('a camera has at least one stream')
  const named = streams.find(({ strong }) => strong !== undefined) ?? first
  return {
    name: first.config.name,
    address: first.address,
    identifiers: identifiersOf({ ...first, config: named.config }),
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
