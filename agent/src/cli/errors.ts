/** What commands can fail with, beside faults of configuration, identity and looks (docs/agent-errors.md). */
import type { CatalogueEntry } from '../config-errors.ts'

export const commandErrors = {
  AGENT_NOT_RUNNING: {
    message: 'No agent runs on this data folder.',
    hint: 'Start it: camtally-agent run. If it runs with another configuration, give that one by --config.',
  },
  AGENT_UNANSWERED: {
    message: 'The agent on this data folder does not answer.',
    hint: 'It may be starting or stopping: try again in a few seconds, then look at its log.',
  },
  DATA_DIR_FORBIDDEN: {
    message: 'The data folder belongs to another user.',
    hint: 'Run the command as the user of the agent, or with sudo.',
  },
  HTTP_PORT_TAKEN: {
    message: 'The address of /healthz and /metrics is not free.',
    hint: 'Another agent may run already. Set http.port to a free port, or to 0.',
  },
  CLAIM_MISSING: {
    message: 'There is no claim to enroll with.',
    hint: 'Give it by --claim-file FILE, by --claim CLAIM, or in CAMTALLY_CLAIM.',
  },
  CAMERA_KEY_UNWRITTEN: {
    message: 'The camera key was not written: the file exists already or its folder may not be written.',
    hint: 'Name a file that does not exist yet, in a folder of your own.',
  },
  ENROLLED_OTHERWISE: {
    message: 'The claim enrolled this machine, but not as the gateway that it was to replace.',
    hint: 'Ask for a claim that replaces that gateway, and enroll again with an empty data folder.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type CommandErrorCode = keyof typeof commandErrors

/** A command that failed for a reason that a person can act on. */
export class CommandError extends Error {
  readonly code: CommandErrorCode
  readonly hint: string
  constructor(code: CommandErrorCode, detail = '') {
    super(`${detail === '' ? '' : `${detail}: `}${commandErrors[code].message} [${code}]`)
    this.name = 'CommandError'
    this.code = code
    this.hint = commandErrors[code].hint
  }
}
