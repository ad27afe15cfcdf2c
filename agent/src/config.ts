/** Settings from their four places, flag over variable over file over default, into one AgentConfig or a list of every
 *  fault at once. No network and no clock: `config check` and `run` use this same code. */
export type {
  AgentConfig,
  RtspCameraConfig,
  RtspSourceConfig,
  SourceConfig,
  StaticSourceConfig,
} from './config-schema.ts'
