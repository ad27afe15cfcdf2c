/** At start every gateway's newest receipt is published again: the broker may have lost its store, and holds nothing
 *  that matters (protocol 2). */
import { type GatewayId, parseId, topicOf } from '@camtally/protocol'
import { type Clock, delay } from '../clock.ts'
import type { Log } from '../log.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { listNewestReceipts } from '../store/receipt.ts'
import type { BrokerLink } from './link.ts'

export interface RepublishPorts {
  readonly store: Store
  readonly link: Pick<BrokerLink, 'publish'>
  readonly clock: Clock
  readonly log: Log
  readonly isStopped: () => boolean
}

const perSecond = 200

/** 200 a second, so that a start does not drown the broker. Answers how many were sent. */
export async function republishReceipts({ store, link, clock, log, isStopped }: RepublishPorts): Promise<number> {
  let after: GatewayId | undefined
  let sent = 0
  while (!isStopped()) {
    const from = after
    const page = { limit: perSecond, ...(from === undefined ? {} : { after: from }) }
    const rows = await acrossAccounts(store, (tx) => listNewestReceipts(tx, page))
    for (const row of rows) {
      after = parseId('gw', row.gateway_id)
      await link.publish(topicOf(after, 'receipt'), row.jws)
      sent += 1
    }
    if (rows.length < perSecond) break
    await delay(clock, 1_000)
  }
  log.info({ event: 'receipts.republished', count: sent }, 'newest receipts published again')
  return sent
}
