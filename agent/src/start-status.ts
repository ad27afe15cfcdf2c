/** The agent's status, made of its parts when somebody asks. */
import type { AgentStatus } from './core/agent-status.ts'
import { cameraStatuses, sourceStatuses } from './core/meter-status.ts'
import type { Parts } from './start-parts.ts'
import type { Uplink } from './uplink/uplink.ts'

/** All of it, as plain data. */
export function statusOf(parts: Parts, uplink: Uplink): AgentStatus {
  const { ports, identity, boot, meter, counts, start } = parts
  const view = meter.view()
  const now = { wallMs: ports.clock.wallMs(), monoMs: ports.clock.monoMs(), silentMs: parts.silentMs }
  const cameras = cameraStatuses(view, now)
  return {
    gatewayId: identity.grant.gatewayId,
    accountId: identity.grant.accountId,
    siteId: identity.grant.siteId,
    epoch: identity.grant.epoch,
    fingerprint: identity.fingerprint,
    agentVersion: ports.agentVersion,
    boot: boot.number,
    bootWhy: boot.why,
    startedAt: start.wallMs,
    cameras,
    connectedCount: cameras.filter(({ isUp }) => isUp).length,
    sources: sourceStatuses(ports.sources, view, now),
    journal: journalStatus(parts),
    ...lastReceipt(parts),
    clock: clockStatus(parts, now),
    gapMinutes: counts.gapMinutes(),
    signedCount: counts.signed(),
    isMqttConnected: uplink.isOpen(),
    isUplinkWanted: uplink.isWanted(),
    alerts: parts.alerts.list(),
  }
}

/** The retained, unsigned word about this gateway on its status topic: information only. */
export function statusMessage(parts: Parts, state: 'online' | 'offline'): string {
  const at = Math.round(parts.time.nowMs(parts.ports.clock.monoMs()) ?? parts.ports.clock.wallMs())
  const { display, cameras } = parts.meter.view()
  const connected = cameras.filter((camera) => display.find(camera)?.isUp).length
  const journal = parts.store.journal.index.unreceipted().size
  return JSON.stringify({ v: 1, state, at, agent: parts.ports.agentVersion, journal, connected })
}

/** Camera key -> shown name, unsigned, for the names topic. */
export function namesMessage(parts: Parts): string {
  const { display, cameras } = parts.meter.view()
  const names: Record<string, string> = {}
  for (const camera of cameras) {
    const [first] = camera.keys
    const name = display.find(camera)?.name
    if (first !== undefined && name !== undefined) names[first.key] = name
  }
  return JSON.stringify({ v: 1, names })
}

function journalStatus({ store, maxBytes, chain }: Parts): AgentStatus['journal'] {
  const { index } = store.journal
  const [oldest] = index.unreceipted()
  const oldestAt = oldest === undefined ? undefined : index.at(oldest)?.ts
  return {
    unreceiptedCount: index.unreceipted().size,
    statementCount: index.size(),
    sizeBytes: store.journal.sizeBytes(),
    maxBytes,
    waitingBytes: store.waiting.sizeBytes(),
    newestSeq: chain.head().seq,
    ...(oldestAt === undefined ? {} : { oldestUnreceiptedAt: oldestAt }),
  }
}

function lastReceipt({ store, live }: Parts): Pick<AgentStatus, 'lastReceipt'> {
  const newest = store.receipts.newest()
  if (newest === undefined) return {}
  const { lastReceiptReceivedAt: receivedAt, latencyMs } = live
  return {
    lastReceipt: {
      at: newest.receipt.t,
      ...(receivedAt === undefined ? {} : { receivedAt }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    },
  }
}

function clockStatus({ time }: Parts, now: { wallMs: number; monoMs: number }): AgentStatus['clock'] {
  const nowMs = time.nowMs(now.monoMs)
  return nowMs === undefined ? { isKnown: false } : { isKnown: true, offsetMs: Math.round(nowMs - now.wallMs) }
}
