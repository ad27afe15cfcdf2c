/** What /metrics says, in the text format of Prometheus (version 0.0.4), written by hand: docs/decisions/0003. */
import type { AgentStatus, CameraStatus } from '../core/agent-status.ts'
import type { LookDuration } from './look-durations.ts'

type Sample = { readonly labels?: Readonly<Record<string, string>>; readonly suffix?: string; readonly value: number }
type Metric = {
  readonly type: 'gauge' | 'counter' | 'summary'
  readonly help: string
  /** No samples: not known yet. */
  readonly read: (status: AgentStatus, looks: readonly LookDuration[]) => readonly Sample[]
}

const one = (value: number | undefined): Sample[] => (value === undefined ? [] : [{ value }])
const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000)

/** Every metric of the agent. Names are interfaces: dashboards and alerts hold them. No camera is named here. */
export const agentMetrics: Readonly<Record<string, Metric>> = {
  camtally_agent_build_info: {
    type: 'gauge',
    help: 'Always 1; the version of the agent is a label.',
    read: ({ agentVersion }) => [{ labels: { version: agentVersion }, value: 1 }],
  },
  camtally_agent_cameras: {
    type: 'gauge',
    help: 'Cameras by state: connected, disconnected, or unknown (the gateway itself could not look).',
    read: ({ cameras }) =>
      ['connected', 'disconnected', 'unknown'].map((state) => ({
        labels: { state },
        value: cameras.filter((camera) => stateOf(camera) === state).length,
      })),
  },
  camtally_agent_source_up: {
    type: 'gauge',
    help: '1 if the source looked lately and could look.',
    read: ({ sources }) => sources.map(({ name, isUp }) => ({ labels: { source: name }, value: Number(isUp) })),
  },
  camtally_agent_source_look_duration_seconds: {
    type: 'summary',
    help: 'How long looks at cameras took, without the wait for their turn.',
    read: (_, looks) =>
      looks.flatMap(({ source, totalMs, count }) => [
        { labels: { source }, suffix: '_sum', value: totalMs / 1000 },
        { labels: { source }, suffix: '_count', value: count },
      ]),
  },
  camtally_agent_journal_statements: {
    type: 'gauge',
    help: 'Statements in the journal that no receipt names yet.',
    read: ({ journal }) => one(journal.unreceiptedCount),
  },
  camtally_agent_journal_bytes: {
    type: 'gauge',
    help: 'Bytes of the journal on disk, receipted statements too.',
    read: ({ journal }) => one(journal.sizeBytes),
  },
  camtally_agent_journal_oldest_timestamp_seconds: {
    type: 'gauge',
    help: 'When the oldest statement without a receipt was signed; 0 if there is none.',
    read: ({ journal }) => one((journal.oldestUnreceiptedAt ?? 0) / 1000),
  },
  camtally_agent_statements_signed_total: {
    type: 'counter',
    help: 'Statements signed since the start, by kind.',
    read: ({ signedCount }) => Object.entries(signedCount).map(([kind, value]) => ({ labels: { kind }, value })),
  },
  camtally_agent_receipt_latency_seconds: {
    type: 'gauge',
    help: 'From the first sending of a statement to the newest receipt that names it.',
    read: ({ lastReceipt }) => one(seconds(lastReceipt?.latencyMs)),
  },
  camtally_agent_receipt_last_timestamp_seconds: {
    type: 'gauge',
    help: 'Time of the newest receipt, by the collector; 0 if none ever came.',
    read: ({ lastReceipt }) => one((lastReceipt?.at ?? 0) / 1000),
  },
  camtally_agent_clock_offset_seconds: {
    type: 'gauge',
    help: 'Corrected time minus the clock of the machine; absent until a receipt told the time.',
    read: ({ clock }) => one(seconds(clock.offsetMs)),
  },
  camtally_agent_gap_minutes_total: {
    type: 'counter',
    help: 'Minutes this gateway cannot speak for, since the start, by reason.',
    read: ({ gapMinutes }) => Object.entries(gapMinutes).map(([why, value]) => ({ labels: { why }, value })),
  },
  camtally_agent_mqtt_connected: {
    type: 'gauge',
    help: '1 while the broker is connected.',
    read: ({ isMqttConnected }) => one(Number(isMqttConnected)),
  },
}

/** The whole page. A metric without samples still has its HELP and TYPE. */
export function metricsText(status: AgentStatus, looks: readonly LookDuration[]): string {
  return Object.entries(agentMetrics)
    .map(([name, { type, help, read }]) => {
      const lines = read(status, looks).map(
        (sample) => `${name}${sample.suffix ?? ''}${labelText(sample)} ${sample.value}\n`,
      )
      return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
    })
    .join('')
}

/** How a camera stands, for people and metrics; what is billed are the signed minutes. */
export function stateOf(camera: CameraStatus): 'connected' | 'disconnected' | 'unknown' {
  if (camera.rank === 'unknown' || camera.rank === undefined) return 'unknown'
  return camera.isUp ? 'connected' : 'disconnected'
}

function labelText({ labels }: Sample): string {
  if (!labels) return ''
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}
