/** The log: JSON lines on stderr by pino. What could be a secret is cut out here, whoever logs it. */
import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Members that are never written, wherever they stand: keys, claims, passwords, tokens, camera names, raw bodies. */
const secretMembers = ['token', 'claim', 'secret', 'password', 'authorization', 'privateKey', 'body', 'cameraName']

/** A log that writes from `level` on. `nowMs` stamps the lines, so that a rehearsed month has the times it
 *  rehearses. */
export function openLog(level: string, nowMs: () => number, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${Temporal.Instant.fromEpochMilliseconds(nowMs()).toString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretMembers.flatMap((name) => [name, `*.${name}`]), censor: '(not logged)' },
  }
  return pino(options, to ?? pino.destination({ fd: 2, sync: true }))
}
