/** An agent's status for people: the most important first. */
import type { AgentStatus, CameraStatus } from '../core/agent-status.ts'
import { stateOf } from '../status/metrics.ts'
import { columns, counted, type Paint, sizeText, spanText } from './paint.ts'

export type StatusView = { readonly nowMs: number; readonly url: string; readonly paint: Paint }

/** `nowMs` is this machine's wall clock, by which ages are told. */
export function statusText(status: AgentStatus, view: StatusView): string {
  const { paint } = view
  const running = spanText(view.nowMs - status.startedAt)
  const title = `${paint('bold', status.gatewayId)}  agent ${status.agentVersion}, running ${running}`
  const alerts = status.alerts.map(({ code, message, hint }) => `${paint('red', code)}  ${message}\n  ${hint}\n`)
  return [
    `${title}\n`,
    ...(alerts.length > 0 ? ['\n', ...alerts] : []),
    '\n',
    columns(summaryRows(status, view)),
    '\n',
    camerasText(status, view),
  ].join('')
}

function summaryRows(status: AgentStatus, view: StatusView): string[][] {
  return [
    ['cameras', camerasLine(status, view.paint)],
    ['uplink', uplinkLine(status, view.paint)],
    ['receipt', receiptLine(status, view)],
    ['journal', journalLine(status, view)],
    ['clock', clockLine(status, view.paint)],
    ...gapRows(status, view.paint),
    ['fingerprint', status.fingerprint.join(' ')],
    ['metrics', `${view.url}/metrics`],
  ]
}

function camerasLine({ cameras, connectedCount }: AgentStatus, paint: Paint): string {
  const text = `${connectedCount} of ${counted(cameras.length, 'camera')} connected`
  return connectedCount === cameras.length ? paint('green', text) : paint('yellow', text)
}

function uplinkLine({ isMqttConnected, isUplinkWanted }: AgentStatus, paint: Paint): string {
  if (!isUplinkWanted) return paint('yellow', 'off: statements are signed and kept, not sent')
  return isMqttConnected ? paint('green', 'connected') : paint('red', 'not connected; statements are kept')
}

function receiptLine({ lastReceipt }: AgentStatus, { nowMs, paint }: StatusView): string {
  if (!lastReceipt) return paint('yellow', 'none since the start')
  const ageMs = nowMs - (lastReceipt.receivedAt ?? lastReceipt.at)
  const text = `${spanText(ageMs)}${ageMs < 1000 ? '' : ' ago'}`
  return ageMs > 1_800_000 ? paint('red', text) : text
}

function journalLine({ journal }: AgentStatus, { nowMs }: StatusView): string {
  const { unreceiptedCount, oldestUnreceiptedAt, sizeBytes, maxBytes } = journal
  const age = oldestUnreceiptedAt === undefined ? '' : `, the oldest ${spanText(nowMs - oldestUnreceiptedAt)} old`
  const waiting =
    unreceiptedCount === 0 ? 'all receipted' : `${counted(unreceiptedCount, 'statement')} without receipt${age}`
  return `${waiting} (${sizeText(sizeBytes)} of ${sizeText(maxBytes)})`
}

function clockLine({ clock }: AgentStatus, paint: Paint): string {
  if (!clock.isKnown || clock.offsetMs === undefined)
    return paint('yellow', 'not known yet: no receipt has told the time')
  const offsetSeconds = clock.offsetMs / 1000
  if (Math.abs(offsetSeconds) < 2) return 'right'
  const side = offsetSeconds > 0 ? 'behind' : 'ahead'
  const text = `${Math.abs(Math.round(offsetSeconds))} s ${side}; bills are not affected`
  return Math.abs(offsetSeconds) > 60 ? paint('yellow', text) : text
}

function gapRows({ gapMinutes }: AgentStatus, paint: Paint): string[][] {
  const gaps = Object.entries(gapMinutes).filter(([, minutes]) => minutes > 0)
  const text = gaps.map(([why, minutes]) => `${minutes} min ${why}`).join(', ')
  return gaps.length === 0 ? [] : [['gaps', paint('yellow', text)]]
}

const rankNames = ['', 'port open', 'responding', 'authenticated', 'streaming'] as const

function camerasText({ cameras }: AgentStatus, view: StatusView): string {
  const { paint } = view
  if (cameras.length === 0) return paint('dim', 'no cameras yet\n')
  const head = ['', 'CAMERA', 'SEEN', 'LAST', ''].map((word) => paint('dim', word))
  return columns([head, ...cameras.map((camera) => cameraCells(camera, view))])
}

function cameraCells(camera: CameraStatus, { nowMs, paint }: StatusView): string[] {
  const marks = { connected: paint('green', '●'), disconnected: paint('red', '○'), unknown: paint('yellow', '?') }
  const { rank, lastLookAt } = camera
  const seen = rank === undefined || rank === 'unknown' ? 'unknown' : rankNames[rank]
  const last = lastLookAt === undefined ? 'never' : spanText(nowMs - lastLookAt)
  return [marks[stateOf(camera)], camera.name, seen || 'not seen', last, camera.detail ?? '']
}
