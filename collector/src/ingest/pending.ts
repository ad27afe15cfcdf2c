/** What came and was not stored yet. Callers are let go on at once while there is room, and later when there is not:
 *  waiting for each commit would cap a connection at a few hundred messages a second (protocol 2). */
import type { Intake, Message } from './link.ts'

export interface PendingOptions {
  /** From this many messages on, callers wait. */
  readonly highWater: number
  /** Called after each message that was added. */
  readonly onMessage: () => void
}

export interface Pending extends Intake {
  readonly size: () => number
  /** Removes and answers the oldest messages, and lets waiting callers go on where that made room. */
  cut(limit: number): readonly Message[]
  /** Puts messages back to the front. */
  putBack(messages: readonly Message[]): void
}

export function createPending({ highWater, onMessage }: PendingOptions): Pending {
  let messages: Message[] = []
  let waiting: (() => void)[] = []
  return {
    take(message, goOn) {
      messages.push(message)
      if (messages.length < highWater) goOn()
      else waiting.push(goOn)
      onMessage()
    },
    size: () => messages.length,
    cut(limit) {
      const batch = messages.slice(0, limit)
      messages = messages.slice(limit)
      if (messages.length <= highWater / 2) {
        const released = waiting
        waiting = []
        for (const goOn of released) goOn()
      }
      return batch
    },
    putBack(back) {
      messages = [...back, ...messages]
    },
  }
}
