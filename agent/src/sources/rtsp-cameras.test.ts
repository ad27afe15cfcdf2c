/** Which configured streams are one camera, how it is known, and with which login it is asked. */
import t from 'tap'
import { configOf, type RtspSourceConfig } from '../config.ts'
import { camerasOf } from './rtsp-cameras.ts'

type Camera = RtspSourceConfig['cameras'][number]

function camerasIn(cameras: readonly Camera[], login: { username?: string; passwordFile?: string } = {}) {
  const config = configOf({ sources: [{ kind: 'rtsp', name: 'yard', ...login, cameras }] }, () => 'secret')
  const [source] = config.sources
  return source?.kind === 'rtsp' ? camerasOf(source, config.cameraLogin) : []
}

t.test('main and sub streams of one camera are one camera (sources.md)', async (t) => {
  const cameras = camerasIn([
    { name: 'Gate', url: 'rtsp://10.0.0.5/Streaming/Channels/101' },
    { name: 'Dock', url: 'rtsp://10.0.0.6/Streaming/Channels/101' },
    { name: 'Gate small', url: 'rtsp://10.0.0.5/Streaming/Channels/102' },
  ])
  t.same(
    cameras.map(({ name, others }) => [name, ...others]),
    [['Gate', 'Gate small'], ['Dock']],
  )
  t.match(cameras[0]?.address.requestUri, '/101', 'the first one is asked')
})

t.test('a serial number or mac tells two cameras of one address apart', async (t) => {
  const url = 'rtsp://10.0.0.5/live'
  const cameras = camerasIn([
    { name: 'A', url, maker: 'Acme', serial: '1' },
    { name: 'B', url, maker: 'Acme', serial: '2' },
  ])
  t.same(
    cameras.map(({ identifiers }) => identifiers),
    [[{ type: 'serial', scope: 'acme', value: '1' }], [{ type: 'serial', scope: 'acme', value: '2' }]],
    'and the address, which both have, identifies neither',
  )
})

t.test('streams of one serial number are one camera at whatever address', async (t) => {
  const one = { maker: 'Acme', serial: '1' }
  const cameras = camerasIn([
    { name: 'A', url: 'rtsp://10.0.0.5/stream1', ...one },
    { name: 'A small', url: 'rtsp://10.0.0.5/stream2', ...one },
    { name: 'A again', url: 'rtsp://10.0.0.5/stream1' },
    { name: 'B', url: 'rtsp://10.0.0.6/live' },
    { name: 'C', url: 'rtsp://10.0.0.6/live', mac: '001b638445e6' },
  ])
  t.same(
    cameras.map(({ name, others, identifiers }) => [name, others.length, identifiers.map(({ type }) => type).join()]),
    [
      ['A', 2, 'serial,address'],
      ['B', 1, 'mac,address'],
    ],
  )
})

t.test('protocol 8: the strongest identifier stands first', async (t) => {
  const [camera] = camerasIn([
    { name: 'A', url: 'rtsp://10.0.0.5/live', mac: '00-1B-63-84-45-E6', serial: 'X1', maker: 'Acme' },
  ])
  t.same(camera?.identifiers, [
    { type: 'serial', scope: 'acme', value: 'X1' },
    { type: 'mac', scope: '', value: '001b638445e6' },
    { type: 'address', scope: '', value: '10.0.0.5:554/live' },
  ])
})

t.test('user and password file come from the camera, else its source, else the agent', async (t) => {
  const cameras = camerasIn(
    [
      { name: 'A', url: 'rtsp://10.0.0.5/live' },
      { name: 'B', url: 'rtsp://10.0.0.6/live', username: 'other' },
      { name: 'C', url: 'rtsp://10.0.0.7/live', username: 'third', passwordFile: '/c' },
    ],
    { username: 'viewer', passwordFile: '/v' },
  )
  t.same(
    cameras.map(({ login }) => login),
    [
      { username: 'viewer', passwordFile: '/v' },
      { username: 'other', passwordFile: '/v' },
      { username: 'third', passwordFile: '/c' },
    ],
  )
  t.equal(camerasIn([{ name: 'A', url: 'rtsp://10.0.0.5/live' }])[0]?.login, undefined)
})
