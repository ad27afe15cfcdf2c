/** An RTSP URL taken apart: where to connect, what to ask for, and the address by which a camera is known. */
import { isIPv6 } from 'node:net'

/** `host` has no brackets. `requestUri` is the URL without user and password, as requests name it. `address` is
 *  host:port/path without user, password, query and stream suffix: one value for the main and sub streams of a camera
 *  (protocol 8). */
export type RtspAddress = {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly requestUri: string
  readonly address: string
}

export type AddressFault = 'URL_MALFORMED' | 'SECRET_IN_URL'

const DEFAULT_PORTS = { 'rtsp:': 554, 'rtsps:': 322 } as const // RFC 7826, 4.2

/** Never throws. SECRET_IN_URL: a user, or a password in the path or query, as some makers write it. */
export function parseRtspUrl(text: string): RtspAddress | AddressFault {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'rtsp:' && url.protocol !== 'rtsps:')) return 'URL_MALFORMED'
  if (url.username !== '' || url.password !== '' || /\bpass(?:word|wd)?=|\bpwd=/i.test(url.pathname + url.search))
    return 'SECRET_IN_URL'
  // Only for http: does the URL standard lower-case a host and shorten an IPv6 address.
  const bracketed = URL.parse(`http://${url.hostname}/`)?.hostname
  const host = bracketed?.replace(/^\[|\]$/g, '')
  if (!host || !bracketed || /[\s\u0000-\u0020]/.test(url.pathname + url.search)) return 'URL_MALFORMED'
  const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port)
  const shownHost = isIPv6(host) ? `[${host}]` : host
  return {
    host,
    port,
    isTls: url.protocol === 'rtsps:',
    requestUri: `${url.protocol}//${shownHost}:${port}${url.pathname}${url.search}`,
    address: `${shownHost}:${port}${cameraPath(url.pathname, url.searchParams)}`,
  }
}

/** Where makers say which of a camera's streams is meant; what is left names the camera. Plain numbers (/stream1,
 *  /cam2) stay: on many servers they are different cameras, and joining two cameras is worse than counting a stream
 *  listed twice, which the site sees in `test --once`. docs/agent-sources.md lists these rules for people. */
const streamSuffixes: readonly { readonly pattern: RegExp; readonly becomes: string }[] = [
  { pattern: /^(.*\/streaming\/(?:channels|tracks)\/\d+)0[1-9]$/i, becomes: '$1' }, // Hikvision: 101, 102 of channel 1
  { pattern: /^\/(?:h26[45]|mpeg4)\/(ch\d+)\/(?:main|sub)\/av_stream$/i, becomes: '/$1' }, // Hikvision before 2012
  { pattern: /^\/(?:h26[45])?Preview_(\d+)_(?:main|sub)$/i, becomes: '/Preview_$1' }, // Reolink
  { pattern: /^\/unicast\/(c\d+)\/s\d+\/live$/i, becomes: '/unicast/$1' }, // Uniview recorder
  { pattern: /^\/media\/video[1-3]$/i, becomes: '/media/video' }, // Uniview camera
  { pattern: /^\/video(?:Main|Sub)$/i, becomes: '/video' }, // Foscam
  { pattern: /^(.*)\/(?:main|sub|third)[-_]?(?:stream)?$/i, becomes: '$1' },
  { pattern: /^(.*\/[^/]+)[-_.](?:main|sub|third)[-_]?(?:stream)?$/i, becomes: '$1' },
]

/** Query members that name a channel of a recorder or encoder, not a stream; channel 1 is what is meant without one. */
const channelMembers = ['channel', 'camera', 'ch', 'chn']

function cameraPath(pathname: string, query: URLSearchParams): string {
  const path = pathname.replace(/\/+$/, '')
  const rule = streamSuffixes.find(({ pattern }) => pattern.test(path))
  const base = rule ? path.replace(rule.pattern, rule.becomes) : path
  const channel = channelMembers
    .map((name) => query.get(name))
    .find((value) => value !== null && /^\d{1,4}$/.test(value))
  return channel === undefined || channel === null || channel === '1' ? base : `${base}/channel/${Number(channel)}`
}
