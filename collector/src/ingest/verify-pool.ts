/** Verifies batches on threads of their own. A thread that dies fails the batches it had, and is replaced. */
import { Worker } from 'node:worker_threads'
import type { Arrival, Verified } from './verify.ts'

export interface VerifyPool {
  /** One result for each arrival, in order. */
  verify(arrivals: readonly Arrival[]): Promise<readonly Verified[]>
  stop(): Promise<void>
}

/** Starts `threads` threads; they do not keep the process alive. */
export function startVerifyPool(threads: number): VerifyPool {
  const workers = Array.from({ length: threads }, startThread)
  return {
    async verify(arrivals) {
      const share = Math.ceil(arrivals.length / Math.min(workers.length, Math.ceil(arrivals.length / smallestShare)))
      const parts = workers.flatMap((worker, at) => {
        const part = arrivals.slice(at * share, (at + 1) * share)
        return part.length > 0 ? [worker.verify(part)] : []
      })
      return (await Promise.all(parts)).flat()
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

/** Below this many statements a second thread costs more than it gives. */
const smallestShare = 32

interface Thread {
  verify(arrivals: readonly Arrival[]): Promise<readonly Verified[]>
  stop(): Promise<void>
}

interface Waiting {
  readonly resolve: (verified: readonly Verified[]) => void
  readonly reject: (error: Error) => void
}

function startThread(): Thread {
  let worker: Worker | undefined
  let nextId = 0
  const waiting = new Map<number, Waiting>()
  const fail = (error: Error) => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const open = () => {
    const opened = new Worker(workerFile, { execArgv: [], env: {} })
    opened.unref()
    opened.on('message', ({ id, verified }: { id: number; verified: readonly Verified[] }) => {
      waiting.get(id)?.resolve(verified)
      waiting.delete(id)
      if (waiting.size === 0) opened.unref()
    })
    opened.on('error', fail)
    opened.on('exit', (code) => fail(new Error(`the verifying thread ended with ${code}`)))
    return opened
  }
  return {
    verify(arrivals) {
      worker ??= open()
      const thread = worker
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        thread.ref() // a batch on its way keeps the process alive
        thread.postMessage({ id, arrivals })
      })
    },
    async stop() {
      await worker?.terminate()
    },
  }
}

/** Beside this file, with its ending: .ts where sources run, .js where they were emitted. */
const workerFile = new URL(`./verify-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)
