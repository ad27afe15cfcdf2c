/** The thread that verifies: one message holds a batch, so that curves never stop the event loop and threads never
 *  wait for single statements. */
import { parentPort } from 'node:worker_threads'
import { nodeCrypto } from '../node-crypto.ts'
import { type Arrival, verifyArrival } from './verify.ts'

parentPort?.on('message', ({ id, arrivals }: { id: number; arrivals: readonly Arrival[] }) => {
  parentPort?.postMessage({ id, verified: arrivals.map((arrival) => verifyArrival(arrival, nodeCrypto)) })
})
