/** What a look can find beside "all is well": one code, one line for people (docs/agent-errors.md), and the evidence
 *  rank that follows. Nothing a camera wrote is ever repeated here. */
import type { CatalogueEntry } from '../config-errors.ts'

export const lookDetails = {
  AUTH_REFUSED: {
    message: 'the camera refused the login; it is not tried again until user or password changes',
    hint: 'Correct the password file: the change is noticed by itself. The camera counts as connected without a login.',
  },
  LOGIN_UNANSWERED: {
    message: 'the camera ended the conversation at the login; tried again in an hour',
    hint: 'Some cameras do so after too many wrong passwords. Check the password, then wait.',
  },
  LOGIN_READABLE: {
    message: 'the camera takes the password only readably (Basic without TLS); no login was made',
    hint: 'Switch the camera to Digest, use rtsps://, or set allowBasicLogin: true on the source.',
  },
  LOGIN_UNSUPPORTED: {
    message: 'the camera asks for a kind of login that is not known here',
    hint: 'Switch the camera to Digest. It counts as connected without a login.',
  },
  PASSWORD_UNREADABLE: {
    message: 'the password file cannot be read; no login was made',
    hint: 'Check that the file exists, holds one line, and that the user of the agent may read it.',
  },
  STREAM_MISSING: {
    message: 'the camera answers, but has no stream of this path',
    hint: 'Correct the path of the url. The camera counts as connected: its own protocol answered.',
  },
  STREAM_UNREADABLE: {
    message: 'the login went through, but no description of the stream came',
    hint: 'Look at the stream with another player. The camera counts as connected.',
  },
  REDIRECTED: {
    message: 'the camera sends us to another address; redirects are not followed',
    hint: 'Write the address that really serves the stream into the url.',
  },
  NOT_RTSP: {
    message: 'something answers there, but not RTSP',
    hint: 'Check the port; 554 is usual. An open port alone is no camera.',
  },
  CSEQ_WRONG: {
    message: 'the answer does not repeat our number (CSeq)',
    hint: 'Something stands between gateway and camera, or it is no camera.',
  },
  ANSWER_TOO_LONG: {
    message: 'the answer is longer than any camera needs and was cut off',
    hint: 'Check the port: this is hardly a camera.',
  },
  NO_ANSWER: {
    message: 'connected, but no answer within 3 s',
    hint: 'The camera hangs: restart it.',
  },
  CONNECTION_LOST: {
    message: 'the camera ended the conversation before it answered',
    hint: 'It may be starting, or have too many viewers.',
  },
  CONNECTION_REFUSED: {
    message: 'the address is there, but nothing listens on the port',
    hint: 'Check the port, and that RTSP is switched on in the camera.',
  },
  NOT_REACHED: {
    message: 'nobody answers at this address',
    hint: 'Is the camera powered and on this network? Check the address.',
  },
  HOST_UNKNOWN: {
    message: 'the host name has no address',
    hint: 'Correct the name, or write the address as numbers.',
  },
  TLS_FAILED: {
    message: 'no TLS conversation came about',
    hint: 'Try rtsp:// or another port; the camera may offer only outdated TLS.',
  },
  GATEWAY_OFFLINE: {
    message: 'the gateway itself has no network to this camera',
    hint: 'Check cable and address of the gateway. The minutes are left open, not counted as disconnected.',
  },
  GATEWAY_BUSY: {
    message: 'the gateway cannot open another connection',
    hint: 'Raise its limits for open files and memory.',
  },
  FILE_UNREADABLE: {
    message: 'the file of cameras cannot be read',
    hint: 'Correct the file; `camtally-agent config check` names the line.',
  },
} as const satisfies Record<string, CatalogueEntry>

export type LookCode = keyof typeof lookDetails

/** The line a status shows: `AUTH_REFUSED: the camera refused the login; …`. */
export function detailOf(code: LookCode): string {
  return `${code}: ${lookDetails[code].message}`
}
