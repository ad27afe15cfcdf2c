/** The status as people read it: the most important first, ages and sizes in words. */
import t from 'tap'
import type { AgentStatus } from '../core/agent-status.ts'
import { columns, painter, sizeText, spanText } from './paint.ts'
import { statusText } from './status-text.ts'

const plain = painter({ write() {}, isTerminal: false }, {})
const nowMs = 10_000_000
const status: AgentStatus = {
  gatewayId: 'gw_abcdefghijkl',
  accountId: 'acc_abcdefghijkl',
  siteId: 'site_abcdefghijkl',
  epoch: 1,
  fingerprint: ['oak', 'elm', 'ash', 'fir', 'yew', 'bay'],
  agentVersion: '1.2.3',
  boot: 3,
  bootWhy: 'clean',
  startedAt: nowMs - 7_300_000,
  cameras: [
    { name: 'Gate', keys: [], sources: ['yard'], isUp: true, rank: 3, lastLookAt: nowMs - 12_000 },
    {
      name: 'Dock 2',
      keys: [],
      sources: ['yard'],
      isUp: false,
      rank: 1,
      lastLookAt: nowMs - 500,
      detail: 'NO_ANSWER: …',
    },
    { name: 'Yard', keys: [], sources: ['yard'], isUp: false },
  ],
  connectedCount: 1,
  sources: [],
  journal: {
    unreceiptedCount: 2,
    statementCount: 9,
    sizeBytes: 1_250_000,
    maxBytes: 209_715_200,
    oldestUnreceiptedAt: nowMs - 400_000,
    waitingBytes: 0,
    newestSeq: 9,
  },
  lastReceipt: { at: nowMs, receivedAt: nowMs - 30_000 },
  clock: { isKnown: true, offsetMs: 75_000 },
  gapMinutes: { off: 3, update: 0, overload: 0, clock: 0, unknown: 0 },
  signedCount: { boot: 1, inventory: 2, heartbeat: 3, gap: 0 },
  isMqttConnected: false,
  isUplinkWanted: true,
  alerts: [{ code: 'UPLINK_FAILED', message: 'The broker cannot be reached.', hint: 'Check the network.', at: 0 }],
}

t.test('a whole status', async (t) => {
  t.equal(
    statusText(status, { nowMs, url: 'http://127.0.0.1:9464', paint: plain }),
    `gw_abcdefghijkl  agent 1.2.3, running 2 h

UPLINK_FAILED  The broker cannot be reached.
  Check the network.

cameras      1 of 3 cameras connected
uplink       not connected; statements are kept
receipt      30 s ago
journal      2 statements without receipt, the oldest 6 min old (1.3 MB of 210 MB)
clock        75 s behind; bills are not affected
gaps         3 min off
fingerprint  oak elm ash fir yew bay
metrics      http://127.0.0.1:9464/metrics

   CAMERA  SEEN           LAST
●  Gate    authenticated  12 s
○  Dock 2  port open      now    NO_ANSWER: …
?  Yard    unknown        never
`,
  )
})

t.test('no-color.org: colour is for terminals without NO_COLOR', async (t) => {
  const terminal = { write() {}, isTerminal: true }
  t.equal(painter(terminal, {})('red', 'x'), '\u001b[31mx\u001b[0m')
  t.equal(painter(terminal, { NO_COLOR: '1' })('red', 'x'), 'x')
  t.equal(painter(terminal, { TERM: 'dumb' })('red', 'x'), 'x')
  t.equal(plain('red', 'x'), 'x')
  const painted = painter(terminal, {})('red', 'ab')
  t.equal(
    columns([
      [painted, 'c'],
      ['abcd', 'e'],
    ]),
    `${painted}    c\nabcd  e\n`,
    'colour takes no width',
  )
})

t.test('spans and sizes are short', async (t) => {
  t.same([0, 1500, 119_000, 120_000, 7_200_000, 200_000_000].map(spanText), [
    'now',
    '1 s',
    '119 s',
    '2 min',
    '2 h',
    '2 days',
  ])
  t.same([5, 1500, 99_000, 2_500_000, 3e9].map(sizeText), ['5 bytes', '1.5 KB', '99 KB', '2.5 MB', '3.0 GB'])
})
