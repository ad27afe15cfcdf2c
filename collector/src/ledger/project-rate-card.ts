/** Rate cards as they were recorded, in their order: the newest is in force from its entry's moment on. */
import { createHash } from 'node:crypto'
import { decodeUtf8, parseJson } from '@camtally/protocol'
import { parseFact } from '../domain/fact-parse.ts'
import { rateCardJson } from '../domain/rate-card-parse.ts'
import type { Tx } from '../store/database.ts'
import { insertRateCard } from '../store/subscription.ts'
import type { Recorded } from './project.ts'

export async function projectRateCard(tx: Tx, { n, t, document }: Recorded): Promise<void> {
  const fact = parseFact({ n, at: t }, 'rateCard', parseJson(decodeUtf8(document)))
  if (fact.kind !== 'rateCard') throw new Error('a rateCard entry holds a rate card')
  await insertRateCard(tx, {
    hash: createHash('sha256').update(document).digest('base64url'),
    from_on: Temporal.Instant.fromEpochMilliseconds(t).toString().slice(0, 10),
    n,
    card: JSON.stringify(rateCardJson(fact.card)),
  })
}
