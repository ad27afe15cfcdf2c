/** The log: JSON lines on stderr by pino. What could be a secret or name a camera is cut out here, whoever logs it. */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Members that are never written, wherever they stand one or two levels deep. */
const secretMembers = [
  ...['password', 'passwordFile', 'username', 'authorization', 'token', 'claim', 'secret', 'key', 'privateKey', 'pem'],
  ...['camera', 'cameraName', 'name', 'names', 'url', 'address', 'identifiers', 'serial', 'mac', 'detail', 'body'],
]

/** A log that writes from `level` on. `nowMs` stamps the lines: a rehearsed month has the times it rehearses. */
export function openLog(level: string, nowMs: () => number, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${Temporal.Instant.fromEpochMilliseconds(nowMs()).toString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: secretMembers.flatMap((name) => [name, `*.${name}`, `*[*].${name}`]),
      censor: '(not logged)',
    },
  }
  return pino(options, to ?? pino.destination({ fd: 2, sync: true }))
}
