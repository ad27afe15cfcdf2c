/** A stream between a socket and the embedded broker that ends the connection of whoever announces a packet over 64
 *  KiB: aedes has no such limit, and gathers a packet whole before anybody may judge it (a 60 MB publish went
 *  through). */
import { Duplex } from 'node:stream'
import type { Socket } from 'node:net'

export const packetMaxBytes = 64 * 1024

/** Where the reader of MQTT's fixed header stands (MQTT 3.1.1, 2.2). */
export interface PacketCount {
  /** Bytes of the body still to come; 0 where the next byte begins a packet. */
  readonly left: number
  /** Inside the fixed header: how many length digits were read, and what they said. */
  readonly digits: number | undefined
  readonly length: number
}

export const noPacket: PacketCount = { left: 0, digits: undefined, length: 0 }

/** Counts a chunk. undefined: a packet is over the limit, or its length has more than four digits. */
export function countPackets(count: PacketCount, chunk: Uint8Array): PacketCount | undefined {
  let { left, digits, length } = count
  let at = 0
  while (at < chunk.length) {
    if (left > 0) {
      const taken = Math.min(left, chunk.length - at)
      left -= taken
      at += taken
    } else if (digits === undefined) {
      digits = 0 // the byte of type and flags
      length = 0
      at += 1
    } else {
      const byte = chunk[at] ?? 0
      length += (byte & 127) * 128 ** digits
      digits += 1
      at += 1
      if (length > packetMaxBytes || (byte >= 128 && digits === 4)) return undefined
      if (byte < 128) {
        left = length
        digits = undefined
      }
    }
  }
  return { left, digits, length }
}

/** The socket as a stream that `onTooLarge` watches: it is called once, then the connection is gone. */
export function limitPackets(socket: Socket, onTooLarge: () => void): Duplex {
  let count: PacketCount | undefined = noPacket
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy(error, done) {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (chunk: Buffer) => {
    count = count && countPackets(count, chunk)
    if (!count) {
      onTooLarge()
      stream.destroy()
    } else if (!stream.push(chunk)) socket.pause()
  })
  socket.on('end', () => void stream.push(null))
  socket.on('error', (error) => void stream.destroy(error))
  socket.on('close', () => void stream.destroy())
  return stream
}
