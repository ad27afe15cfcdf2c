/** Which streams are one camera, and which urls are refused. */
import t from 'tap'
import { parseRtspUrl } from './rtsp-address.ts'

const addressOf = (url: string) => {
  const parsed = parseRtspUrl(url)
  return typeof parsed === 'string' ? parsed : parsed.address
}

t.test('protocol 8: an address has host, port and path, and no user, query or stream', async (t) => {
  for (const [url, want] of [
    ['rtsp://Camera-7.LOCAL/live', 'camera-7.local:554/live'],
    ['rtsps://10.0.0.5/live/', '10.0.0.5:322/live'],
    ['rtsp://10.0.0.5:80/', '10.0.0.5:80'],
    ['rtsp://[FE80:0::1]:8554/a?x=1', '[fe80::1]:8554/a'],
    ['rtsp://10.0.0.5/Streaming/Channels/101', '10.0.0.5:554/Streaming/Channels/1'],
    ['rtsp://10.0.0.5/Streaming/Channels/102?transportmode=unicast', '10.0.0.5:554/Streaming/Channels/1'],
    ['rtsp://10.0.0.5/Streaming/Channels/1601', '10.0.0.5:554/Streaming/Channels/16'],
    ['rtsp://10.0.0.5/h264/ch2/main/av_stream', '10.0.0.5:554/ch2'],
    ['rtsp://10.0.0.5/mpeg4/ch2/sub/av_stream', '10.0.0.5:554/ch2'],
    ['rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=0', '10.0.0.5:554/cam/realmonitor'],
    ['rtsp://10.0.0.5/cam/realmonitor?channel=4&subtype=1', '10.0.0.5:554/cam/realmonitor/channel/4'],
    ['rtsp://10.0.0.5/h264Preview_02_sub', '10.0.0.5:554/Preview_02'],
    ['rtsp://10.0.0.5/Preview_02_main', '10.0.0.5:554/Preview_02'],
    ['rtsp://10.0.0.5/unicast/c3/s1/live', '10.0.0.5:554/unicast/c3'],
    ['rtsp://10.0.0.5/media/video2', '10.0.0.5:554/media/video'],
    ['rtsp://10.0.0.5/videoSub', '10.0.0.5:554/video'],
    ['rtsp://10.0.0.5/yard/substream', '10.0.0.5:554/yard'],
    ['rtsp://10.0.0.5/yard_main', '10.0.0.5:554/yard'],
    ['rtsp://10.0.0.5/axis-media/media.amp?camera=2&videocodec=h264', '10.0.0.5:554/axis-media/media.amp/channel/2'],
    ['rtsp://10.0.0.5/stream2', '10.0.0.5:554/stream2'],
    ['rtsp://10.0.0.5/cam1', '10.0.0.5:554/cam1'],
    ['rtsp://10.0.0.5/domain', '10.0.0.5:554/domain'],
  ] as const)
    t.equal(addressOf(url), want, url)
})

t.test('a url with a user or password is refused, and so is what is no rtsp url', async (t) => {
  for (const url of [
    'rtsp://admin:secret@10.0.0.5/live',
    'rtsp://admin@10.0.0.5/live',
    'rtsp://10.0.0.5/user=admin&password=secret&channel=1&stream=0.sdp',
    'rtsp://10.0.0.5/live?pwd=secret',
  ])
    t.equal(parseRtspUrl(url), 'SECRET_IN_URL', url)
  for (const url of ['', 'live', 'http://10.0.0.5/', 'rtsp://', 'rtsp://10.0.0.5:99999/', 'rtsp://a b/', 'rtsp:///x'])
    t.equal(parseRtspUrl(url), 'URL_MALFORMED', url)
})

t.test('a request names the url without anything that could begin a second line', async (t) => {
  const parsed = parseRtspUrl('rtsp://10.0.0.5/a%0d%0aSETUP?b=1#part')
  t.match(parsed, { requestUri: 'rtsp://10.0.0.5:554/a%0d%0aSETUP?b=1' })
  t.notMatch(JSON.stringify(parseRtspUrl('rtsp://10.0.0.5/a\r\nSETUP /')), '\\n')
})
