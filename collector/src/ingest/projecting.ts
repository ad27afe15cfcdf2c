/** Keeps the projection close behind what is stored: at once for chains that this collector stored, and every minute
 *  for whatever anybody left. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ChainKey } from '../store/chain.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { listBehind } from '../store/projection.ts'
import { createInventoryKeys } from './inventory-keys.ts'
import type { IngestMetrics } from './metrics.ts'
import { projectChains } from './project.ts'

export interface ProjectingPorts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly metrics: IngestMetrics
}

export interface Projecting {
  /** These chains have statements to project. */
  mark(chains: readonly ChainKey[]): void
  /** Resolves when nothing is left that was stored before, by anybody. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const gatherMs = 500
const lookEveryMs = 60_000
const chainsMax = 500

export function startProjecting({ store, clock, log, metrics }: ProjectingPorts): Projecting {
  const marked = new Map<string, ChainKey>()
  const inventories = createInventoryKeys()
  let working: Promise<void> | undefined
  let cancel: (() => void) | undefined
  let isStopped = false
  let cancelLook = clock.after(lookEveryMs, look)

  function mark(chains: readonly ChainKey[]): void {
    for (const key of chains) marked.set(`${key.gatewayId}/${key.epoch}`, key)
    if (marked.size > 0 && !working && !cancel && !isStopped) cancel = clock.after(gatherMs, begin)
  }
  function begin(): void {
    cancel?.()
    cancel = undefined
    working ??= work().finally(() => {
      working = undefined
      mark([])
    })
  }
  async function work(): Promise<void> {
    while (marked.size > 0 && !isStopped) {
      const taken = [...marked].slice(0, chainsMax)
      for (const [name] of taken) marked.delete(name)
      await project(taken.map(([, key]) => key))
    }
  }
  async function project(keys: readonly ChainKey[]): Promise<void> {
    try {
      let page = await projectChains(store, keys, inventories)
      metrics.projectionLag(page.oldestMs === undefined ? 0 : Math.max(0, clock.wallMs() - page.oldestMs) / 1000)
      while (page.statements > 0 && !isStopped) page = await projectChains(store, keys, inventories)
    } catch (err) {
      // Their statements stay behind the watermark, and the look of the next minute finds them. One chain's trouble
      // is never another's.
      if (keys.length === 1) log.error({ event: 'projection.failed', ...keys[0], err }, 'minutes were not counted yet')
      else for (const half of halves(keys)) await project(half)
    }
  }
  function look(): void {
    findBehind()
      .catch((err) => log.warn({ event: 'projection.unasked', err }, 'nobody could be asked what is left to project'))
      .finally(() => {
        if (!isStopped) cancelLook = clock.after(lookEveryMs, look)
      })
  }
  async function findBehind(): Promise<void> {
    mark(await acrossAccounts(store, (tx) => listBehind(tx, chainsMax * 4)))
  }
  return {
    mark,
    async settle() {
      await findBehind()
      while (marked.size > 0 || working) {
        begin()
        await working
      }
    },
    async stop() {
      isStopped = true
      cancel?.()
      cancelLook()
      await working
    },
  }
}

function halves<T>(list: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}
