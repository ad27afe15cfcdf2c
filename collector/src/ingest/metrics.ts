/** The collector's figures about taking statements, in the registry that main gives (names: operate.md, Metrics). */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export interface IngestMetrics {
  count(result: 'stored' | 'duplicate' | 'uncounted' | 'refused', by: number): void
  committed(seconds: number): void
  forked(by: number): void
  inflight(messages: number): void
  receipted(atMs: number): void
  projectionLag(seconds: number): void
}

/** Registers the figures. `nowMs` is the clock by which ages are told when they are read. */
export function ingestMetrics(registry: Registry, nowMs: () => number): IngestMetrics {
  const registers = [registry]
  const prefix = 'camtally_'
  let newestReceiptMs: number | undefined
  const statements = new Counter({
    name: `${prefix}statements_total`,
    help: 'Statements that arrived, by what became of them; uncounted ones are stored too.',
    labelNames: ['result'],
    registers,
  })
  for (const result of ['stored', 'duplicate', 'uncounted', 'refused']) statements.inc({ result }, 0)
  const commits = new Histogram({
    name: `${prefix}ingest_commit_duration_seconds`,
    help: 'Time of the transaction that stores a batch and its receipts.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const forks = new Counter({
    name: `${prefix}forks_total`,
    help: 'Branches that opened beside a chain: a restored snapshot, or two machines with one key.',
    registers,
  })
  const inflight = new Gauge({
    name: `${prefix}ingest_inflight`,
    help: 'Messages taken from the broker and not stored yet.',
    registers,
  })
  const lag = new Gauge({
    name: `${prefix}projection_lag_seconds`,
    help: 'How long the oldest stored statement has waited for its minutes to be counted.',
    registers,
  })
  new Gauge({
    name: `${prefix}receipt_age_seconds`,
    help: 'Time since the newest receipt was signed.',
    registers,
    collect() {
      if (newestReceiptMs !== undefined) this.set(Math.max(0, (nowMs() - newestReceiptMs) / 1000))
    },
  })
  return {
    count: (result, by) => statements.inc({ result }, by),
    committed: (seconds) => commits.observe(seconds),
    forked: (by) => forks.inc(by),
    inflight: (messages) => inflight.set(messages),
    receipted(atMs) {
      newestReceiptMs = atMs
    },
    projectionLag: (seconds) => lag.set(seconds),
  }
}
