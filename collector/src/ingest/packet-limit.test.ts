/** The byte counter that stands before the embedded broker. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import fc from 'fast-check'
import t from 'tap'
import { countPackets, limitPackets, noPacket, type PacketCount, packetMaxBytes } from './packet-limit.ts'

/** An MQTT packet of a body of this many bytes. */
function packet(length: number): Uint8Array {
  const digits: number[] = []
  let left = length
  do {
    digits.push((left % 128) + (left >= 128 ? 128 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return Uint8Array.from([0x30, ...digits, ...new Uint8Array(length)])
}

t.test('packets up to 64 KiB pass and larger ones do not, however the bytes are cut', async (t) => {
  const sizes = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 65_400, max: packetMaxBytes + 3 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 9_999 }), (lengths, cut) => {
      const bytes = Buffer.concat(lengths.map(packet))
      let count: PacketCount | undefined = noPacket
      for (let at = 0; at < bytes.length && count; at += cut) count = countPackets(count, bytes.subarray(at, at + cut))
      t.equal(
        count !== undefined,
        lengths.every((length) => length <= packetMaxBytes),
        lengths.join(),
      )
    }),
    { numRuns: 60 },
  )
  t.equal(countPackets(noPacket, Uint8Array.from([0x30, 255, 255, 255, 255])), undefined, 'a length of five digits')
})

t.test('the connection ends before the body of a packet too large is there', async (t) => {
  const opened: { stream: Duplex; tooLarge: Promise<void> }[] = []
  const server = createServer((socket: Socket) => {
    const tooLarge = Promise.withResolvers<void>()
    opened.push({ stream: limitPackets(socket, tooLarge.resolve), tooLarge: tooLarge.promise })
    socket.write('hello')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  t.equal(String((await once(client, 'data'))[0]), 'hello', 'what the broker writes comes through')
  client.write(packet(10))
  const { stream, tooLarge } = opened[0] ?? {}
  t.equal(((await once(stream as Duplex, 'data'))[0] as Buffer).length, 12)
  client.write(packet(10_000_000).subarray(0, 5))
  await tooLarge
  await once(client, 'close')
  server.close()
})
