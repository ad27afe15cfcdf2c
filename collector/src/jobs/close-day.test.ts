/** Closing days and finalizing invoices: once, whatever is run twice, killed or late (R19, R32, G13). */
import { parseCloseHead } from '@camtally/protocol'
import t from 'tap'
import { openTestApi, seededRandom, type TestApi, testJobPorts } from '../http/testing.ts'
import { basicCard } from '../http/testing-fleet.ts'
import { acrossAccounts } from '../store/database.ts'
import { readEntries } from '../store/ledger.ts'
import type { JobPorts } from './job.ts'
import { jobs } from './jobs.ts'
import { runDue } from './run-due.ts'
import { cameraKeyOf, enrolledGateway, type Fleet, newFleet, runThrough, runJobsAt, saw } from './testing.ts'

/** Basic from 10 March in Vienna, three cameras always: 2 billable a day. */
async function bakery(t: Parameters<typeof openTestApi>[0]): Promise<{ test: TestApi; fleet: Fleet; path: string }> {
  const test = await openTestApi(t)
  const token = test.opsToken
  test.clock.set(Date.parse('2027-03-10T08:00:00Z'))
  await test.ask('POST /v1/rate-cards', { token, body: basicCard })
  const fleet = await newFleet(test)
  const path = `/v1/accounts/${fleet.account}`
  const body = { tier: 'basic', frequency: 'monthly' }
  await test.ask(`POST ${path}/subscription`, { token, body })
  await saw(test, fleet, { from: '2027-03-10T08:00:00Z', to: '2027-04-13T00:00:00Z', cameras: ['A', 'B', 'C'] })
  return { test, fleet, path }
}

async function entries({ test, fleet }: { test: TestApi; fleet: Fleet }) {
  return acrossAccounts(test.deps.store, async (tx) => {
    const row = await tx
      .selectFrom('account')
      .selectAll()
      .where('account_id', '=', fleet.account)
      .executeTakeFirstOrThrow()
    return readEntries(tx, row.ledger_id)
  })
}

async function invoices({ test, path }: { test: TestApi; path: string }) {
  const list = await test.ask(`GET ${path}/invoices`, { token: test.opsToken })
  return list.rowsAt('/items')
}

t.test('a day is closed graceHours after its local end, by what was connected in it', async (t) => {
  const { test, fleet } = await bakery(t)
  await runJobsAt(test, '2027-03-11T22:59:00Z')
  t.notOk(
    (await entries({ test, fleet })).some(({ kind }) => kind === 'dayClose'),
    'Vienna: 23:00 UTC is midnight',
  )
  await runJobsAt(test, '2027-03-11T23:00:00Z')
  const closes = (await entries({ test, fleet })).filter(({ kind }) => kind === 'dayClose')
  t.equal(closes.length, 1)
  const head = parseCloseHead(new Uint8Array(closes[0]?.document ?? new Uint8Array()))
  t.match(head, { day: '2027-03-10', count: 3, from: Date.parse('2027-03-09T23:00:00Z') / 60_000 })
  t.equal(head.to - head.from, 1440)
  t.same(
    head.cameras,
    ['A', 'B', 'C']
      .map(cameraKeyOf)
      .sort()
      .map((camera) => [camera, '540-1439', 1]),
  )
  t.equal(head.rows.length, 1)
})

t.test('G13 run through a month: the usage of the period on one invoice with one number', async (t) => {
  const { test, fleet, path } = await bakery(t)
  await runThrough(test, '2027-03-11T00:00:00Z', '2027-04-12T00:00:00Z')
  const [second, first, ...more] = await invoices({ test, path })
  t.equal(more.length, 0)
  t.match(first, { kind: 'subscription', number: 1, grossMinor: 4900 })
  // 31 days, 2 billable cameras, 95 cents: 62 camera-days.
  t.match(second, {
    number: 2,
    issuedOn: '2027-04-10',
    grossMinor: 4900 + 5890,
    lines: [
      { kind: 'base', amountMinor: 4900 },
      { kind: 'usage', quantity: 62, amountMinor: 5890 },
    ],
  })
  t.equal((await entries({ test, fleet })).filter(({ kind }) => kind === 'correction').length, 0)
  const again = await runJobsAt(test, '2027-04-11T13:00:00Z')
  t.same(
    again.done.filter(({ job }) => job !== 'housekeeping'),
    [],
  )
})

t.test('G13 killed at each step it goes on, and everything is there once', async (t) => {
  const { test, fleet, path } = await bakery(t)
  await runThrough(test, '2027-03-11T00:00:00Z', '2027-04-10T20:00:00Z')
  let hours = 0
  for (const only of ['close-days', 'finalize-invoices', 'render-documents']) {
    for (let step = 1; ; step += 1) {
      // Each try comes hours later, so that what failed before is due again; the days due stay the same.
      hours += 0.5
      const at = new Date(Date.parse('2027-04-11T22:00:00Z') + hours * 3_600_000).toISOString()
      const kill = killedAt(step)
      const { failed } = await runJobsAt(test, at, { only, ports: kill })
      if (failed.length === 0) break
      t.match(failed, [{ job: only, why: 'killed' }])
      t.ok(step < 10, only)
    }
  }
  const found = await invoices({ test, path })
  t.same(
    found.map(({ number, grossMinor }) => [number, grossMinor]),
    [
      [2, 10790],
      [1, 4900],
    ],
  )
  const days = (await entries({ test, fleet })).filter(({ kind }) => kind === 'dayClose').map(dayOf)
  t.equal(new Set(days).size, days.length, 'each day closed once')
})

/** Ports of which the given use of chance, logging or broker ends the work, as a power cut would. */
function killedAt(step: number): Partial<JobPorts> {
  let calls = 0
  const inner = seededRandom(step)
  const count = () => {
    calls += 1
    if (calls === step) throw new Error('killed')
  }
  return {
    random: {
      unit: inner.unit,
      bytes(size) {
        count()
        return inner.bytes(size)
      },
    },
  }
}

t.test('two collectors at once: one works, and even without the lock the effect is there once', async (t) => {
  const { test, fleet, path } = await bakery(t)
  test.clock.set(Date.parse('2027-04-12T00:00:00Z'))
  const ports = testJobPorts(test.deps)
  const wish = { asOf: test.clock.wallMs() }
  const both = await Promise.all([runDue(ports, jobs, wish), runDue(ports, jobs, wish)])
  t.equal(both.filter(({ isElsewhere }) => isElsewhere).length, 1)
  await runDue(ports, jobs, wish)
  const closeDay = jobs.find(({ name }) => name === 'close-days')
  const finalize = jobs.find(({ name }) => name === 'finalize-invoices')
  test.clock.set(Date.parse('2027-04-13T00:00:00Z'))
  const due = { accountId: fleet.account, key: '2027-04-11' }
  await Promise.allSettled([1, 2, 3].map(() => closeDay?.run(ports, due)))
  await Promise.allSettled([1, 2, 3].map(() => finalize?.run(ports, { accountId: fleet.account, key: '' })))
  const days = (await entries({ test, fleet })).filter(({ kind }) => kind === 'dayClose').map(dayOf)
  t.equal(new Set(days).size, days.length)
  t.equal(days.length, 33, '10 March to 11 April')
  t.same(
    (await invoices({ test, path })).map(({ number }) => number),
    [2, 1],
  )
})

t.test('R19 evidence that comes late corrects closed days, and the next invoice adjusts', async (t) => {
  const { test, fleet, path } = await bakery(t)
  await runThrough(test, '2027-03-11T00:00:00Z', '2027-04-12T00:00:00Z')
  await saw(test, fleet, { from: '2027-03-20T10:00:00Z', to: '2027-03-20T11:00:00Z', cameras: ['D'] })
  await saw(test, fleet, { from: '2027-03-22T10:00:00Z', to: '2027-03-22T10:14:00Z', cameras: ['E'] })
  await runThrough(test, '2027-04-12T00:00:00Z', '2027-04-12T23:30:00Z')
  const corrections = (await entries({ test, fleet })).filter(({ kind }) => kind === 'correction')
  t.same(corrections.map(dayOf), ['2027-03-20', '2027-03-22'], 'also where the money stays')
  t.match(parseCloseHead(new Uint8Array(corrections[0]?.document ?? [])), { count: 4, of: Number })
  const days = await test.ask(`GET ${path}/days?from=2027-03-19&to=2027-03-23`, { token: test.opsToken })
  t.match(days.rowsAt('/items'), [
    { day: '2027-03-19', connected: 3, billable: 2 },
    { day: '2027-03-20', connected: 4, billable: 3, flags: ['adjusted'] },
    { day: '2027-03-21', connected: 3 },
    { day: '2027-03-22', connected: 3, seenNotCounted: 1 },
  ])
  await runThrough(test, '2027-04-12T23:30:00Z', '2027-05-12T00:00:00Z')
  const [newest] = await invoices({ test, path })
  t.match(newest, {
    number: 3,
    lines: [{ kind: 'base' }, { kind: 'usage' }, { kind: 'adjustment', quantity: 1, amountMinor: 95 }],
  })
})

t.test('R7 R9 one camera through two gateways counts once; R12 silence makes a day incomplete, not dear', async (t) => {
  const { test, fleet, path } = await bakery(t)
  const gateway = await enrolledGateway(test, fleet)
  await saw(
    test,
    { ...fleet, gateway },
    { from: '2027-03-11T00:00:00Z', to: '2027-03-11T04:00:00Z', cameras: ['A', 'F'] },
  )
  await runJobsAt(test, '2027-03-13T12:00:00Z')
  const days = await test.ask(`GET ${path}/days`, { token: test.opsToken })
  t.match(days.rowsAt('/items')[1], { day: '2027-03-11', connected: 4, flags: ['incomplete'] })
})

function dayOf({ document }: { readonly document: Uint8Array | null }): string {
  return String(JSON.parse(Buffer.from(document ?? []).toString()).day)
}

t.test('the documents of an invoice are there for ever, and are what the API gives', async (t) => {
  const { test, path } = await bakery(t)
  await runThrough(test, '2027-03-11T00:00:00Z', '2027-04-12T00:00:00Z')
  const token = test.opsToken
  const [newest] = await invoices({ test, path })
  const one = await test.ask(`GET ${path}/invoices/${newest?.['invoiceId']}`, { token })
  t.match(
    one.rowsAt('/lines').map(({ explanation }) => explanation),
    [/Basic/, /62/],
  )
  const names = one.rowsAt('/documents').map(({ name }) => name)
  t.same(names, [
    'invoice.csv',
    'invoice.json',
    'invoice.pdf',
    'usage-report.csv',
    'usage-report.json',
    'usage-report.pdf',
  ])
  const get = (name: string) => test.ask(`GET ${path}/invoices/${newest?.['invoiceId']}/documents/${name}`, { token })
  t.match((await get('invoice.pdf')).text, /^%PDF-1\.7/)
  t.match((await get('usage-report.pdf')).text, /^%PDF-1\.7/)
  const report = await get('usage-report.json')
  t.match(report.json, {
    invoice: { number: 'INV-000002' },
    totals: { additional: 62, amountMinor: 5890 },
    crossFoot: { overCameras: 93, overDays: 93 },
    cameras: [{ daysCounted: 31 }, { daysCounted: 31 }, { daysCounted: 31 }],
    coverage: { gateways: [{ name: 'Till' }] },
  })
  t.match((await get('invoice.json')).json, { number: 'INV-000002', grossMinor: 10790, seller: { name: 'Seller' } })
  t.equal((await get('secret.pdf')).status, 404)
  const [entry] = (await entries({ test, fleet: { account: path.slice(13) } as Fleet }))
    .filter(({ kind }) => kind === 'invoice')
    .slice(-1)
  const { createHash } = await import('node:crypto')
  const said = JSON.parse(Buffer.from(entry?.document ?? []).toString())
  t.equal(
    said.report,
    createHash('sha256').update(report.text).digest('base64url'),
    'the entry names the report by hash',
  )
})
