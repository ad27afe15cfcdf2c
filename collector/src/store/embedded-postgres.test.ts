/** Our own server through starts, crashes and odd folders. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

const quick = { isDurable: false }

/** Folders whose servers are ended when the file is done, whatever failed. */
function newFolder(name = 'x'): string {
  const parent = mkdtempSync(join(tmpdir(), 'camtally-pg-'))
  const folder = join(parent, name)
  t.teardown(async () => {
    await startEmbeddedPostgres(folder, quick).then((server) => server.stop())
    rmSync(parent, { recursive: true, force: true })
  })
  return folder
}

async function version(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('show server_version_num')
  await client.end()
  return Number(rows[0].server_version_num)
}

const pidIn = (folder: string) => Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

t.test('a folder gets a server of its own, which the next start adopts after a crash of the collector', async (t) => {
  const folder = newFolder()
  const first = await startEmbeddedPostgres(folder, quick)
  t.notOk(first.isAdopted)
  t.ok(Number(await version(first.ownerUrl)) >= 150_000)
  t.equal(statSync(join(folder, 'owner-password')).mode & 0o077, 0, 'the password is for us alone')
  // The collector is killed here: nobody stops the server.
  const second = await startEmbeddedPostgres(folder, quick)
  t.ok(second.isAdopted)
  t.equal(second.ownerUrl, first.ownerUrl)
  const beside = await startEmbeddedPostgres(folder, { borrow: true })
  await beside.stop()
  t.ok(await version(second.ownerUrl), 'a borrowed server goes on')
  await second.stop()
  await t.rejects(version(second.ownerUrl))
  await second.stop()
})

t.test('nobody gets in without the password', async (t) => {
  const folder = newFolder()
  const server = await startEmbeddedPostgres(folder, quick)
  const url = new URL(server.ownerUrl)
  url.password = 'guessed'
  await t.rejects(version(url.href), /password authentication failed/)
  await server.stop()
})

t.test('a pid file left by a crash, or naming a process of somebody else, needs no person', async (t) => {
  const folder = newFolder()
  const first = await startEmbeddedPostgres(folder, quick)
  const pidFile = join(folder, 'data', 'postmaster.pid')
  process.kill(pidIn(folder), 'SIGKILL')
  const second = await startEmbeddedPostgres(folder, quick)
  t.notOk(second.isAdopted)
  t.ok(await version(second.ownerUrl))
  const text = readFileSync(pidFile, 'utf8')
  await second.stop()
  writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)))
  const third = await startEmbeddedPostgres(folder, quick)
  t.ok(await version(third.ownerUrl))
  await third.stop()
  t.equal(first.ownerUrl, third.ownerUrl)
})

t.test('a folder with a path too long for a socket works', async (t) => {
  const folder = newFolder('x'.repeat(120))
  const server = await startEmbeddedPostgres(folder, quick)
  t.ok(await version(server.ownerUrl))
  await server.stop()
})

t.test('what cannot start says why and what would do', async (t) => {
  const folder = newFolder()
  const server = await startEmbeddedPostgres(folder, quick)
  await server.stop()
  const file = join(folder, 'data', 'postgresql.conf')
  const right = readFileSync(file, 'utf8')
  writeFileSync(file, `${right}\nshared_buffers = nonsense\n`)
  await t.rejects(startEmbeddedPostgres(folder, quick), /did not start: .*(?:nonsense|shared_buffers).*DATABASE_URL/s)
  writeFileSync(file, right)
})

t.test('two that start at once get one server', async (t) => {
  const folder = newFolder()
  await startEmbeddedPostgres(folder, quick).then((server) => server.stop())
  const both = await Promise.all([startEmbeddedPostgres(folder, quick), startEmbeddedPostgres(folder, quick)])
  t.equal(both[0]?.ownerUrl, both[1]?.ownerUrl)
  t.ok(await version(both[0]?.ownerUrl ?? ''))
  await both[0]?.stop()
  await both[1]?.stop()
  t.throws(() => execFileSync('test', ['-e', join(folder, 'data', 'postmaster.pid')]))
})
