/** Cameras that attack: answers without end and answers that never come. Each look ends, and nothing is kept. */
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import t from 'tap'
import { beginLook, lookAt, probedCamera } from './probe-bench.ts'
import { LOOK_MS } from './rtsp-probe.ts'

t.test('an answer of 100 MB is left at its limit', async (t) => {
  const chunk = Buffer.alloc(1 << 16, 'a')
  let written = 0
  const pour = (socket: Socket) => {
    while (!socket.destroyed && written < 100 << 20) {
      written += chunk.length
      if (!socket.write(chunk)) return void socket.once('drain', () => pour(socket))
    }
  }
  for (const { name, head, want } of [
    { name: 'as a header', head: 'RTSP/1.0 200 OK\r\nX: ', want: { rank: 1, code: 'ANSWER_TOO_LONG' } },
    {
      name: 'as many headers',
      head: `RTSP/1.0 200 OK\r\n${'X: y\r\n'.repeat(4000)}`,
      want: { rank: 1, code: 'ANSWER_TOO_LONG' },
    },
    {
      name: 'as a body',
      head: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 104857600\r\n\r\n',
      want: { rank: 2, code: 'ANSWER_TOO_LONG' },
    },
    { name: 'as noise', head: '\u0000', want: { rank: 1, code: 'NOT_RTSP' } },
  ] as const) {
    written = 0
    const { url } = await probedCamera(t, (socket) => {
      socket.write(head)
      pour(socket)
    })
    const before = process.memoryUsage().arrayBuffers
    t.same(await lookAt(url), { ...want, login: 'none' }, name)
    t.ok(written < 32 << 20, `${name}: ${written >> 20} MB were sent before the camera saw the end`)
    t.ok(process.memoryUsage().arrayBuffers - before < 16 << 20, `${name}: nothing was kept`)
  }
})

t.test('a slow drip ends by the deadline of 3 s, whatever it drips', async (t) => {
  for (const { name, rank, first } of [
    { name: 'nothing at all', rank: 1, first: '' },
    { name: 'a header, letter by letter', rank: 1, first: 'RTSP/1.0 200 OK\r\nX: a' },
    {
      name: 'a body, letter by letter',
      rank: 1,
      first: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 60000\r\n\r\nv',
    },
  ]) {
    const asked = new EventEmitter()
    const { url } = await probedCamera(t, (socket) => {
      if (first) socket.write(first)
      asked.emit('asked', socket)
    })
    const waiting = new Promise<Socket>((resolve) => asked.once('asked', resolve))
    const { clock, probe } = beginLook(url)
    const socket = await waiting
    for (let second = 0; second < LOOK_MS / 1000 - 1; second += 1) {
      clock.advance(1000)
      socket.write('a')
    }
    let isDone = false
    void probe.result.then(() => {
      isDone = true
    })
    clock.advance(999)
    await new Promise((resolve) => setImmediate(resolve))
    t.notOk(isDone, `${name}: not before 3 s`)
    clock.advance(1)
    t.same(await probe.result, { rank, code: 'NO_ANSWER', login: 'none' }, name)
  }
})
