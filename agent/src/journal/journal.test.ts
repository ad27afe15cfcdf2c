/** What the journal keeps through power cuts: all that was synced, no more than was appended, and it opens again. */
import fc from 'fast-check'
import t from 'tap'
import { seededUnit, seedOf } from '../core/seed.ts'
import type { Repair } from './frame-file.ts'
import { type Journal, openJournal } from './journal.ts'
import { createModelDisk, type ModelDisk } from './model-disk.ts'
import type { SignedStatement } from './statement-record.ts'

const hashOf = (compact: string) => compact.slice(0, 43)

function statement(seq: number, sizeBytes = 300): SignedStatement {
  const hash = `h${String(seq).padStart(42, '0')}`
  const prev = `h${String(seq - 1).padStart(42, '0')}`
  return {
    seq,
    prev,
    kind: 'heartbeat',
    ts: seq,
    boot: 1,
    statedTo: seq + 1,
    hash,
    compact: hash.padEnd(sizeBytes, '.'),
  }
}

function open(disk: ModelDisk, more: { maxBytes?: number; repairs?: Repair[] } = {}): Journal {
  const { maxBytes = 10_000_000, repairs = [] } = more
  return openJournal(disk, { maxBytes, segmentBytes: 2_000, hashOf, onRepair: (repair) => repairs.push(repair) })
}

const seqs = (journal: Journal) => [...journal.index.entries()].map(({ seq }) => seq)
const hashes = (...numbers: number[]) => numbers.map((seq) => statement(seq).hash)

t.test('what was appended is there after a start, with its bytes, order and marks', async (t) => {
  const disk = createModelDisk()
  const journal = open(disk)
  for (let seq = 1; seq <= 20; seq += 1) journal.append([statement(seq)])
  journal.name(hashes(1, 2, 3), 1_000)
  journal.append([statement(21)])
  const again = open(disk.crash(() => 0))
  t.same(
    seqs(again),
    Array.from({ length: 21 }, (_, at) => at + 1),
  )
  t.equal(again.index.unreceipted().size, 18)
  t.equal(again.index.newest()?.seq, 21)
  for (const entry of again.index.entries()) t.equal(again.find(entry), statement(entry.seq).compact)
})

t.test('a torn tail is cut off and named; what was synced before it stays', async (t) => {
  const disk = createModelDisk()
  open(disk).append([statement(1), statement(2)])
  disk.append('journal-00000001.log', new Uint8Array([40, 1, 0, 0, 9, 9]))
  const repairs: Repair[] = []
  const torn = disk.crash(() => 0.99)
  const journal = open(torn, { repairs })
  t.match(repairs, [{ file: 'journal-00000001.log', kind: 'torn' }])
  journal.append([statement(3)])
  t.same(seqs(open(torn)), [1, 2, 3])
})

t.test(
  'damage in the middle costs the statements it hits and is named; a file of zeros is a torn first write',
  async (t) => {
    const disk = createModelDisk()
    open(disk).append([statement(1), statement(2), statement(3)])
    const bytes = disk.find('journal-00000001.log')?.slice() ?? new Uint8Array()
    bytes[500] = (bytes[500] ?? 0) ^ 1
    disk.replace('journal-00000001.log', bytes)
    disk.replace('journal-00000002.log', new Uint8Array(700))
    const repairs: Repair[] = []
    const journal = open(disk, { repairs })
    t.same(seqs(journal), [1, 3])
    t.same(
      repairs.map(({ kind }) => kind),
      ['damaged', 'torn'],
    )
    journal.append([statement(4)])
    t.same(seqs(open(disk)), [1, 3, 4])
  },
)

t.test('a statement that cannot be read back is not found, the others are', async (t) => {
  const disk = createModelDisk()
  const journal = open(disk)
  const [first, second] = journal.append([statement(1), statement(2)])
  const bytes = disk.find('journal-00000001.log')?.slice() ?? new Uint8Array()
  if (first === undefined || second === undefined) throw new Error('two were appended')
  bytes[first.offset + 80] = 0
  disk.replace('journal-00000001.log', bytes)
  t.equal(journal.find(first), undefined)
  t.equal(journal.find(second), statement(2).compact)
})

t.test('room is made by dropping what is receipted, oldest first, never what is not', async (t) => {
  const disk = createModelDisk()
  const journal = open(disk, { maxBytes: 12_000 })
  for (let seq = 1; seq <= 28; seq += 1) journal.append([statement(seq)])
  t.equal(journal.makeRoom(2_000), false, 'nothing is receipted')
  journal.name(hashes(8, 9, 10, 11, 12, 13), 1_000)
  t.equal(journal.makeRoom(1_000), true)
  t.same(journal.index.unreceipted().size, 22)
  t.ok(seqs(journal).includes(1))
  t.same(seqs(open(disk.crash(() => 0.99))).filter((seq) => seq < 8 || seq > 13).length, 22)
})

t.test('a restored collector takes everything back; what it names again is kept from the first naming', async (t) => {
  const disk = createModelDisk()
  const journal = open(disk)
  for (let seq = 1; seq <= 20; seq += 1) journal.append([statement(seq)])
  const all = Array.from({ length: 20 }, (_, at) => statement(at + 1).hash)
  journal.name(all, 1_000)
  journal.takeBack()
  t.equal(journal.index.unreceipted().size, 20)
  journal.dropOld(1_000 + 15 * 86_400_000)
  t.equal(journal.index.size(), 20, 'what is not receipted is not dropped')
  journal.name(all, 2_000)
  journal.append([statement(21)])
  const again = open(disk)
  t.equal(again.index.unreceipted().size, 1)
  again.dropOld(1_000 + 14 * 86_400_000 + 1)
  t.ok(again.index.size() < 10)
})

t.test('property: at any power cut nothing synced is lost and nothing comes back that was rolled back', async (t) => {
  const seed = seedOf(t, 'journal/journal.test.ts')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), fc.integer(), (cutAt, crashSeed) => {
      const unit = seededUnit(crashSeed)
      let disk = createModelDisk()
      let synced = 0
      for (let life = 0; life < 3; life += 1) {
        const journal = open(disk)
        const found = seqs(journal)
        // A batch that was written and not acknowledged may be there whole or in part; nothing else may differ.
        if (found.length < synced || found.some((seq, at) => seq !== at + 1)) return false
        synced = found.length
        disk.failAfter(cutAt % (40 * (life + 1)))
        synced = appendUntilCut(journal, synced)
        disk = disk.crash(unit)
      }
      return seqs(open(disk)).length >= synced
    }),
    { seed, numRuns: 200 },
  )
})

/** Appends, names and drops until the power is cut; answers the last number whose append returned. */
function appendUntilCut(journal: Journal, from: number): number {
  let synced = from
  try {
    for (let seq = from + 1; seq < from + 60; seq += 2) {
      journal.append([statement(seq), statement(seq + 1)])
      synced = seq + 1
      if (seq % 3 === 0) journal.name(hashes(seq), seq)
    }
  } catch {
    // the power is cut
  }
  return synced
}
