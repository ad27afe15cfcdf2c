/** Boots are counted, and each knows how the one before ended. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { beginBoot, endBoot } from './boot.ts'

t.test('first, crash, clean, update; never a number twice', async (t) => {
  const dataDir = t.testdir()
  t.same(beginBoot(dataDir, '1.0.0'), { number: 1, why: 'first' })
  t.same(beginBoot(dataDir, '1.0.0'), { number: 2, why: 'crash' })
  endBoot(dataDir, 2, '1.0.0')
  t.same(beginBoot(dataDir, '1.0.0'), { number: 3, why: 'clean' })
  endBoot(dataDir, 3, '1.0.0')
  t.same(beginBoot(dataDir, '1.1.0'), { number: 4, why: 'update' })
  t.same(beginBoot(dataDir, '1.2.0'), { number: 5, why: 'crash' })
})

t.test('a damaged file stops the start: a guessed number could be one that was used', async (t) => {
  const dataDir = t.testdir()
  writeFileSync(join(dataDir, 'boot.json'), '{"boot":0}')
  t.throws(() => beginBoot(dataDir, '1.0.0'), { code: 'IDENTITY_DAMAGED' })
  writeFileSync(join(dataDir, 'boot.json'), '')
  t.throws(() => beginBoot(dataDir, '1.0.0'), { code: 'IDENTITY_DAMAGED' })
})
