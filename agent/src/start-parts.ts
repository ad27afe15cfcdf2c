/** The parts of one boot of an agent, joined: meter, speaker, chain, keeper, desk. What they do together is in
 *  start-engine.ts. */
import {
  cameraKey,
  encodeBase64url,
  encodeUtf8,
  hashOf,
  STATEMENT_MAX_BYTES,
  secretCheckValue,
  W_DEFAULT,
} from '@camtally/protocol'
import { type Alerts, createAlerts } from './core/alerts.ts'
import { createCameraKeys } from './core/camera-keys.ts'
import { type CorrectedTime, createCorrectedTime } from './core/corrected-time.ts'
import { createFreshInventory, type FreshInventory } from './core/fresh-inventory.ts'
import { createMeter, type Meter } from './core/meter.ts'
import { createSendSchedule, type SendSchedule } from './core/send-schedule.ts'
import type { ChainHead } from './core/sign-on.ts'
import { createSignedCounts, type SignedCounts } from './core/signed-counts.ts'
import { createSpeaker, type Speaker } from './core/speaker.ts'
import type { Window } from './core/window.ts'
import type { Boot } from './identity/boot.ts'
import type { Identity } from './identity/identity.ts'
import { nodeCrypto } from './identity/node-crypto.ts'
import { type Chain, openChain } from './journal/chain.ts'
import { createMinuteKeeper, type KeeperPorts, type MinuteKeeper } from './journal/minute-keeper.ts'
import { RESERVE_BYTES, type Store } from './journal/store.ts'
import type { StartConfig, StartPorts } from './start-ports.ts'
import { openReceiptDesk, type ReceiptDesk } from './uplink/receipt-desk.ts'

/** What one boot begins with. */
export type BootInput = {
  readonly config: StartConfig
  readonly ports: StartPorts
  readonly identity: Identity
  readonly boot: Boot
  readonly store: Store
}

/** What changes while an agent runs. Instants are monotonic unless they end in At. */
export type Live = {
  /** After an unclean stop: nothing is signed until the retained receipt came or 10 s passed. */
  isHeld: boolean
  isBootDue: boolean
  /** Corrected UTC minus monotonic time as first told in this boot: places what waits. */
  placedOffsetMs?: number
  lastReceiptMonoMs: number
  lastReceiptReceivedAt?: number
  latencyMs?: number
  windowSize: number
  /** The newest inventory signed only so that its receipt tells the time. */
  timeTeller?: number
}

export type Parts = BootInput & {
  readonly start: { readonly monoMs: number; readonly wallMs: number }
  readonly maxBytes: number
  readonly silentMs: number
  readonly time: CorrectedTime
  readonly counts: SignedCounts
  readonly alerts: Alerts
  readonly schedule: SendSchedule
  readonly fresh: FreshInventory
  readonly chain: Chain
  readonly speaker: Speaker
  readonly keeper: MinuteKeeper
  readonly meter: Meter
  readonly desk: ReceiptDesk
  /** First ordinal of this boot. */
  readonly bootFrom: number
  readonly live: Live
}

/** What the parts tell the engine. */
export type PartEvents = {
  readonly onWindow: (window: Window) => void
  readonly onSigned: KeeperPorts['onSigned']
  readonly onFailure: KeeperPorts['onFailure']
  /** Hears whether the journal takes a statement of any size, and answers the same. */
  readonly hasRoom: (hasRoom: boolean) => boolean
}

/** Journal bytes if the configuration has no word on them. */
export const JOURNAL_MAX_BYTES = 64 * 1024 * 1024

/** Joins the parts; nothing is signed or sent yet. */
export function openParts(input: BootInput, events: PartEvents): Parts {
  const { config, ports, store, boot, identity } = input
  const start = { monoMs: ports.clock.monoMs(), wallMs: ports.clock.wallMs() }
  const maxBytes = config.journal?.maxBytes ?? JOURNAL_MAX_BYTES
  const silentMs = Math.max(90_000, config.lookSeconds * 2_000 + 10_000)
  const time = createCorrectedTime()
  time.neverBefore((store.statedTo ?? 0) * 60_000)
  const counts = createSignedCounts()
  const schedule = createSendSchedule(() => ports.random.unit())
  const chain = chainOf(input, start.monoMs)
  const speaker = speakerOf(input, counts, chain)
  const live: Live = {
    isHeld: boot.why === 'crash' || store.repairs.length > 0,
    isBootDue: true,
    lastReceiptMonoMs: start.monoMs,
    windowSize: store.receipts.newest()?.receipt.w ?? W_DEFAULT,
  }
  const keeper = createMinuteKeeper({
    speaker,
    chain,
    waiting: store.waiting,
    reserve: store.reserve,
    placement: () => placementOf(live, ports.machine.kernelRun(), start.monoMs),
    maySign: () => !live.isHeld && !live.isBootDue,
    hasRoom: (pendingBytes) =>
      events.hasRoom(store.reserve.isHeld() && store.journal.makeRoom(pendingBytes + STATEMENT_MAX_BYTES)),
    waitingBytes: () => Math.max(0, maxBytes - store.journal.sizeBytes()) + RESERVE_BYTES,
    onSigned: events.onSigned,
    onFailure: events.onFailure,
  })
  const meter = createMeter(meterSettings(input, { start, silentMs, time }), events.onWindow)
  const bootFrom = store.journal.index.nextOrdinal()
  const desk = openReceiptDesk({
    grant: identity.grant,
    crypto: nodeCrypto,
    journal: store.journal,
    receipts: store.receipts,
    schedule,
    bootFrom,
    newestSeq: () => chain.head().seq,
  })
  const fresh = createFreshInventory(start.monoMs)
  const alerts = createAlerts()
  const made = { start, maxBytes, silentMs, time, counts, alerts, schedule, fresh, chain, speaker, keeper, meter, desk }
  return { ...input, ...made, bootFrom, live }
}

function chainOf(input: BootInput, startMonoMs: number): Chain {
  const { ports, identity, boot, store } = input
  const { grant, kid, key } = identity
  let hashed = { compact: grant.receipt, hash: hashOf(grant.receipt, nodeCrypto) }
  const first: ChainHead = { seq: 0, hash: hashed.hash }
  return openChain({
    gatewayId: grant.gatewayId,
    epoch: grant.epoch,
    kid,
    sign: key.sign,
    boot: { number: boot.number, id: encodeBase64url(ports.random.bytes(8)), startMonoMs },
    agentVersion: ports.agentVersion,
    clock: ports.clock,
    crypto: nodeCrypto,
    journal: store.journal,
    copies: store.copies,
    receiptHash() {
      const compact = store.receipts.newest()?.compact ?? grant.receipt
      if (compact !== hashed.compact) hashed = { compact, hash: hashOf(compact, nodeCrypto) }
      return hashed.hash
    },
    head: store.journal.index.newest() ?? first,
  })
}

function speakerOf({ config, ports, identity, store }: BootInput, counts: SignedCounts, chain: Chain): Speaker {
  const { heartbeatMinutes, lookSeconds } = config
  const kinds = ports.sources.map(({ kind, owns }) => [kind, owns])
  const settings = encodeUtf8(JSON.stringify({ heartbeatMinutes, lookSeconds, kinds }))
  return createSpeaker(
    {
      checkValue: secretCheckValue(identity.cameraSecret, nodeCrypto),
      settingsDigest: encodeBase64url(nodeCrypto.sha256(settings).subarray(0, 8)),
      statedTo: store.statedTo,
    },
    (draft) => {
      const hash = chain.sign(draft)
      counts.note(draft)
      return hash
    },
  )
}

function meterSettings(
  { config, ports, identity, boot }: BootInput,
  made: Pick<Parts, 'start' | 'silentMs' | 'time'>,
): Parameters<typeof createMeter>[0] {
  const { grant, cameraSecret } = identity
  const holes = { first: 'unknown', clean: 'off', update: 'update', crash: 'unknown' } as const
  return {
    heartbeatMinutes: config.heartbeatMinutes,
    silentMs: made.silentMs,
    sources: ports.sources,
    keysOf: createCameraKeys((identifier) => cameraKey(cameraSecret, identifier, nodeCrypto), grant),
    firstHole: holes[boot.why],
    start: made.start,
    timeAt: (monoMs) => made.time.nowMs(monoMs),
  }
}

function placementOf(
  live: Live,
  kernelRun: string,
  bootStartMonoMs: number,
): { kernelRun: string; offsetMs: number; bootStartMonoMs: number } | undefined {
  return live.placedOffsetMs === undefined ? undefined : { kernelRun, offsetMs: live.placedOffsetMs, bootStartMonoMs }
}
