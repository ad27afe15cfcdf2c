/** The one public door of @camtally/collector. */
export { type Clock, type Random, systemClock, systemRandom } from './clock.ts'
export { type CollectorConfig, ConfigError, configOf, loadConfig } from './config.ts'
export type { RunReport } from './jobs/run-due.ts'
export { type RunningCollector, type StartPorts, start } from './start.ts'
export { StartError } from './start-errors.ts'
