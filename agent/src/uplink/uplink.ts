/** Keeps one connection to the broker while it is wanted: connects, comes back by our own retry, says who we are. */
import { type EnrollmentGrant, topicOf } from '@camtally/protocol'
import type { Clock, Random } from '../clock.ts'
import { CONNECT_WAITS, retryWaitMs } from '../core/retry.ts'
import type { Connect, OutMessage, Transport } from './transport.ts'

/** `status`: the retained, unsigned word about this gateway. `onReceipt` gets what came on the receipt topic. */
export type UplinkPorts = {
  readonly clock: Clock
  readonly random: Random
  readonly connect: Connect
  readonly grant: EnrollmentGrant
  readonly status: (state: 'online' | 'offline') => string
  readonly onReceipt: (payload: Uint8Array) => void
  readonly onOpen: () => void
  readonly onClose: (reason: string) => void
}

export interface Uplink {
  want(): void
  /** Ends the connection and stays away. */
  unwant(): Promise<void>
  isOpen(): boolean
  isWanted(): boolean
  publish(message: OutMessage, onTaken?: () => void): void
}

/** A connection that lived this long was a good one: the next try comes soon again. */
const GOOD_AFTER_MS = 30_000

/** Starts without a connection; `want` begins. */
export function createUplink(ports: UplinkPorts): Uplink {
  const { clock, grant } = ports
  const receiptTopic = topicOf(grant.gatewayId, 'receipt')
  let transport: Transport | undefined
  let isWanted = false
  let isOpen = false
  let tries = 0
  let openedMonoMs = 0
  let cancelRetry = () => {}

  const statusMessage = (state: 'online' | 'offline'): OutMessage => ({
    topic: topicOf(grant.gatewayId, 'status'),
    payload: ports.status(state),
    isRetained: true,
  })
  const closed = (reason: string) => {
    const wasGood = isOpen && clock.monoMs() - openedMonoMs >= GOOD_AFTER_MS
    tries = wasGood ? 0 : tries
    isOpen = false
    transport = undefined
    ports.onClose(reason)
    if (!isWanted) return
    cancelRetry = clock.after(retryWaitMs(CONNECT_WAITS, tries, ports.random.unit()), begin)
    tries += 1
  }
  const begin = () => {
    cancelRetry()
    if (!isWanted || transport !== undefined) return
    const { username } = grant.mqtt
    const request = {
      access: grant.mqtt,
      clientId: username,
      subscribeTo: receiptTopic,
      will: statusMessage('offline'),
    }
    transport = ports.connect(request, {
      onOpen() {
        isOpen = true
        openedMonoMs = clock.monoMs()
        transport?.publish(statusMessage('online'), () => {})
        ports.onOpen()
      },
      onMessage(topic, payload) {
        if (topic === receiptTopic) ports.onReceipt(payload)
      },
      onClose: closed,
    })
  }
  return {
    want() {
      isWanted = true
      tries = 0
      begin()
    },
    async unwant() {
      isWanted = false
      cancelRetry()
      if (isOpen) transport?.publish(statusMessage('offline'), () => {})
      await transport?.close()
    },
    isOpen: () => isOpen,
    isWanted: () => isWanted,
    publish: (message, onTaken = () => {}) => transport?.publish(message, onTaken),
  }
}
