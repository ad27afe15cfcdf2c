/** Bytes that come back wrong, and marks that a power cut must not lose. */
import t from 'tap'
import { hashOf } from '@camtally/protocol'
import { nodeCrypto } from '../identity/node-crypto.ts'
import { openJournal } from './journal.ts'
import { createModelDisk, type ModelDisk } from './model-disk.ts'
import { openStore } from './store.ts'
import { openWaiting, type WaitingWindow } from './waiting.ts'

const camera = (name: string) => ({ keys: [name.padEnd(22, 'A')], src: 'rtsp' })
const window = (startMonoMs: number, name: string): WaitingWindow => ({
  ...{ n: 1, on: [[1, 3, '0']], blind: [], holeWhy: 'unknown', startMonoMs, startRawMs: startMonoMs },
  ...{ kernelRun: 'run', isSynchronised: false, cameras: [camera(name)] },
})
const spell = (windows: readonly WaitingWindow[]) =>
  windows.map(({ startMonoMs, cameras }) => `${startMonoMs} ${cameras[0]?.keys[0]?.[0]}`)

/** Flips a byte of the first place in a file where this text stands. */
function spoil(disk: ModelDisk, name: string, text: string): void {
  const bytes = (disk.find(name) ?? new Uint8Array()).slice()
  const at = Buffer.from(bytes).indexOf(text)
  bytes[at] = (bytes[at] ?? 0) ^ 0x10
  disk.replace(name, bytes)
}

t.test('a waiting window that cannot be read back is left out and named, and the rest is signed', async (t) => {
  const disk = createModelDisk()
  const named: string[] = []
  const waiting = openWaiting(disk, ({ kind }) => void named.push(kind))
  for (const at of [1000, 2000, 3000]) waiting.append(window(at, 'x'), 1e6)
  spoil(disk, 'waiting.log', '"startMonoMs":2000')
  t.same(spell(waiting.peek(10)), ['1000 x', '3000 x'])
  t.same(named, ['damaged'])
  waiting.done(2)
  t.ok(waiting.isEmpty())
})

t.test('no window gets the cameras of another list when its own cannot be read back', async (t) => {
  for (const isRestarted of [false, true]) {
    const disk = createModelDisk()
    let waiting = openWaiting(disk, () => {})
    for (const [at, name] of [
      [1000, 'x'],
      [2000, 'y'],
      [3000, 'y'],
      [4000, 'z'],
    ] as const)
      waiting.append(window(at, name), 1e6)
    spoil(disk, 'waiting.log', camera('y').keys[0] ?? '')
    if (isRestarted) waiting = openWaiting(disk, () => {})
    t.same(spell(waiting.peek(10)), ['1000 x', '4000 z'], isRestarted ? 'after a restart' : 'while running')
    waiting.done(2)
    t.ok(waiting.append(window(5000, 'y'), 1e6))
    t.same(spell(waiting.peek(10)), ['5000 y'])
  }
})

t.test('30 what a restored collector took back stays taken back over a power cut', async (t) => {
  const disk = createModelDisk()
  const settings = { maxBytes: 1e6, hashOf: (compact: string) => hashOf(compact, nodeCrypto), onRepair: () => {} }
  const journal = openJournal(disk, settings)
  const facts = { seq: 1, prev: 'p', kind: 'boot', ts: 1, boot: 1, statedTo: 0 }
  const hash = settings.hashOf('a.b.c')
  journal.append([{ ...facts, hash, compact: 'a.b.c' }])
  journal.name([hash], 5)
  t.equal(journal.index.unreceipted().size, 0)
  journal.takeBack()
  const after = openJournal(
    disk.crash(() => 0),
    settings,
  )
  t.equal(after.index.unreceipted().size, 1)
})

t.test('30 a gateway that lost the receipt it held takes nothing for named', async (t) => {
  const disk = createModelDisk()
  const { journal } = openStore(disk, 1e6, nodeCrypto)
  const facts = { seq: 1, prev: 'p', kind: 'boot', ts: 1, boot: 1, statedTo: 0 }
  const hash = hashOf('a.b.c', nodeCrypto)
  journal.append([{ ...facts, hash, compact: 'a.b.c' }])
  journal.name([hash], 5)
  t.equal(journal.index.unreceipted().size, 0)
  const restarted = openStore(disk, 1e6, nodeCrypto)
  t.equal(restarted.journal.index.unreceipted().size, 1, 'the next receipt may be of a collector that was restored')
})
