/** kill -9 of an agent's process while it signs, writes, sends and takes receipts, on a real disk: what is on disk is
 *  one chain, each number signed once, and heartbeats and gaps tile from the first minute. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type HeartbeatStatement, type GapStatement, parseStatement } from '@camtally/protocol'
import t from 'tap'
import { simGateway } from '../sim/identity-maker.ts'
import type { ChainModel } from '../sim/store-model.ts'
import { liveOn } from './signing-agent.ts'

const KILLS = 6

t.test('27 kill -9 of the agent between any two instructions leaves one chain that tiles its time', async (t) => {
  const dataDir = join(t.testdir(), 'gateway')
  simGateway(0).place(dataDir)
  const seen: number[] = []
  for (let run = 0; run < KILLS; run += 1) seen.push(await killAfter(dataDir, run, 3 + run * 2))
  const collector = await liveOn(dataDir, KILLS, { hours: 3, onQuarter: () => {} })
  const chain = collector.store().chains.get(simGateway(0).id)
  if (chain === undefined) throw new Error('the gateway has a chain')
  const { runs, sides } = chain.state
  t.same(sides, [], 'no number was signed twice')
  t.equal(runs.length, 1)
  t.equal(runs[0]?.first, 1, 'no number is missing')
  t.ok((runs[0]?.last ?? 0) > Math.max(...seen), 'what a process had signed when it died is there')
  t.equal(chain.rows.length, runs[0]?.last)
  const spans = statedSpans(chain)
  t.same(
    spans.filter(({ from }, at) => at > 0 && from !== spans[at - 1]?.to),
    [],
    'each minute is stated once',
  )
  const gaps = spans.filter(({ kind }) => kind === 'gap')
  t.equal(gaps.length, KILLS, 'a gap for each death')
})

/** Starts a run, kills it after this many lines and answers the newest number it had told. */
function killAfter(dataDir: string, run: number, lines: number): Promise<number> {
  const script = join(import.meta.dirname, 'signing-agent.ts')
  const child = spawn(process.execPath, [script, dataDir, String(run)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      if (text.split('\n').length > lines) child.kill('SIGKILL')
    })
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(Number(text.trimEnd().split('\n').at(-1)))
      else reject(new Error(`it ended by itself with ${code}`))
    })
  })
}

/** In the order of the chain. */
function statedSpans({ rows }: ChainModel): { kind: string; from: number; to: number }[] {
  const inOrder = [...rows].sort((a, b) => a.seq - b.seq)
  const stated = inOrder.map(({ jws }) =>
    parseStatement(new Uint8Array(Buffer.from(jws.split('.')[1] ?? '', 'base64url'))),
  )
  const spans = stated.flatMap((parsed): (HeartbeatStatement | GapStatement)[] =>
    'ok' in parsed && (parsed.ok.kind === 'heartbeat' || parsed.ok.kind === 'gap') ? [parsed.ok] : [],
  )
  return spans.map(({ kind, m, n }) => ({ kind, from: m, to: m + n }))
}
