/** Frames on disk: their bytes, and what is read of broken ones. */
import t from 'tap'
import { encodeFrame, fileHead, scanFrames } from './frames.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const file = (...frames: Uint8Array[]) => Uint8Array.from([fileHead(), ...frames].flatMap((part) => [...part]))
const frame = (words: string) => encodeFrame(1, new TextEncoder().encode(words))

t.test('a frame is length, CRC-32 of type and payload, type, payload', async (t) => {
  const bytes = frame('a')
  t.same([...bytes.subarray(0, 4)], [2, 0, 0, 0])
  t.same([...bytes.subarray(8)], [1, 97])
  t.same(
    scanFrames('x', file(bytes, frame('bc'))).frames.map(({ type, payload }) => `${type} ${text(payload)}`),
    ['1 a', '1 bc'],
  )
})

t.test('of every prefix of a file only whole frames are read, and the rest is the torn end', async (t) => {
  const whole = file(frame('one'), frame('two'))
  for (let size = 0; size <= whole.length; size += 1) {
    const { frames, goodBytes, damage } = scanFrames('x', whole.subarray(0, size))
    const ends = [fileHead().length, fileHead().length + 12, whole.length].filter((end) => end <= size)
    t.equal(frames.length, Math.max(0, ends.length - 1))
    t.equal(goodBytes, ends.at(-1) ?? 0)
    t.same(damage, [])
  }
})

t.test('any single bit that flips in a frame costs that frame alone', async (t) => {
  const whole = file(frame('one'), frame('two'), frame('three'))
  const start = fileHead().length + 12
  for (let at = start; at < start + 12; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const flipped = whole.slice()
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      const { frames, damage } = scanFrames('x', flipped)
      t.same(
        frames.map(({ payload }) => text(payload)).filter((word) => word === 'two'),
        [],
      )
      t.ok(frames.some(({ payload }) => text(payload) === 'three') || damage.length === 0)
    }
  }
})

t.test('a file of another version is refused, not overwritten', async (t) => {
  t.throws(() => scanFrames('x', new TextEncoder().encode('camtally journal 9\n')), /another version/)
})
