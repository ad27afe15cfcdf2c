/** The one public door of @camtally/agent. */
export { type Clock, type Random, systemClock, systemRandom } from './clock.ts'
export { type AgentConfig, ConfigError, configOf, loadConfig, type RtspSourceConfig } from './config.ts'
export type { AgentAlert, AgentStatus, CameraStatus, SourceStatus } from './core/agent-status.ts'
export type { CameraSource, EvidenceRank, Identifier, Look } from './core/source.ts'
export { type EnrollRequest, enroll, exportCameraKey } from './identity/enroll.ts'
export type { Identity } from './identity/identity.ts'
export { systemMachine } from './identity/machine.ts'
export { openLog } from './log.ts'
export { createSources, type SourcePorts } from './sources/create-sources.ts'
export {
  parseStaticScript,
  type ScriptedCamera,
  type ScriptedSpan,
  type StaticScript,
} from './sources/static-script.ts'
export { createStaticSource, type StaticOptions } from './sources/static-source.ts'
export { type Log, type Machine, type RunningAgent, type StartPorts, start } from './start.ts'
export { createLookDurations } from './status/look-durations.ts'
export { agentMetrics, metricsText } from './status/metrics.ts'
export { type StatusServer, startStatusServer } from './status/status-server.ts'
