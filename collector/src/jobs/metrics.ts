/** The collector's figures about days, invoices and jobs, asked of the database when they are read (operate.md,
 *  Metrics). */
import { statfs } from 'node:fs/promises'
import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import { acrossAccounts, type Store } from '../store/database.ts'
import { countCoverageLow } from '../store/coverage-low.ts'
import { countInvoices } from '../store/invoice.ts'
import { listJobRows, listJobRuns } from '../store/job-due.ts'
import { readLedgerTip } from '../store/ledger.ts'

/** 95 % of a UTC day: the coverage floor of a rate card that says nothing else. */
const leastMinutes = 1368

/** Registers the figures. `dataDir`: the folder whose disk is watched. */
export function jobMetrics(
  registry: Registry,
  { store, clock, dataDir }: { readonly store: Store; readonly clock: Clock; readonly dataDir: string },
): void {
  const registers = [registry]
  const read = <T>(run: Parameters<typeof acrossAccounts<T>>[1]) => acrossAccounts(store, run)
  new Gauge({
    name: 'camtally_day_close_lag_seconds',
    help: 'How long ago the day was due that has waited longest for its close; 0 when none waits.',
    registers,
    async collect() {
      const rows = await read(listJobRows)
      const oldest = rows.find(({ job }) => job === 'close-days')?.due_at ?? Number.POSITIVE_INFINITY
      this.set(Math.max(0, (clock.wallMs() - oldest) / 1000))
    },
  })
  new Gauge({
    name: 'camtally_gateways_coverage_low',
    help: 'Gateways that covered less than 95 % of the last whole UTC day.',
    registers,
    async collect() {
      const yesterday = Math.floor(clock.wallMs() / 86_400_000) - 1
      this.set(await read((tx) => countCoverageLow(tx, yesterday, leastMinutes)))
    },
  })
  new Gauge({
    name: 'camtally_data_dir_free_ratio',
    help: 'Part of the disk of the data folder that is free, 0 to 1.',
    registers,
    async collect() {
      const { bavail, blocks } = await statfs(dataDir)
      this.set(blocks > 0 ? bavail / blocks : 0)
    },
  })
  new Gauge({
    name: 'camtally_job_last_success_timestamp_seconds',
    help: 'When a job last did what was due.',
    labelNames: ['job'],
    registers,
    async collect() {
      for (const { job, succeeded_at } of await read(listJobRuns)) this.set({ job }, succeeded_at / 1000)
    },
  })
  new Gauge({
    name: 'camtally_ledger_size',
    help: 'Entries of the ledger, of all accounts and the seller.',
    registers,
    async collect() {
      this.set((await read(readLedgerTip)).size)
    },
  })
  new Gauge({
    name: 'camtally_invoices_total',
    help: 'Final invoices, by whether they are paid.',
    labelNames: ['status'],
    registers,
    async collect() {
      const { open, paid } = await read(countInvoices)
      this.set({ status: 'open' }, open)
      this.set({ status: 'paid' }, paid)
    },
  })
}
