/** Bad sectors: some bytes of one file of a machine's disk come back wrong. What was on them alone need not be
 *  counted. */
import { parseStatement } from '@camtally/protocol'
import { scanFrames } from '../../agent/src/journal/frames.ts'
import { parseStatementRecord } from '../../agent/src/journal/statement-record.ts'
import { parseWaitingRecord } from '../../agent/src/journal/waiting-record.ts'
import { type Machine, minuteNow } from './machine.ts'
import { MINUTE_MS } from './plan.ts'

const NAMES = { journal: /^journal-/, inventories: /^inventories/, receipts: /^receipts/, waiting: /^waiting/ }
const BAD_BYTES = 24
const WHY = 'a record cannot be read back'

/** `where` 0..1: how far into the newest file of this kind. Answers what it struck, for the trace. */
export function damage(machine: Machine, kind: keyof typeof NAMES, where: number): string {
  const name = machine.disk
    .list()
    .filter((each) => NAMES[kind].test(each))
    .sort()
    .at(-1)
  const bytes = name === undefined ? undefined : machine.disk.find(name)
  if (name === undefined || bytes === undefined || bytes.length < 200) return 'nothing'
  const at = Math.floor(100 + where * (bytes.length - 150))
  const struck = { from: at, to: at + BAD_BYTES }
  if (kind === 'journal') excuseStatements(machine, scanFrames(name, bytes).frames, struck)
  if (kind === 'waiting') excuseWaiting(machine, scanFrames(name, bytes).frames, struck)
  const bad = bytes.slice()
  for (let each = struck.from; each < struck.to; each += 1) bad[each] = (bad[each] ?? 0) ^ 0x5a
  machine.disk.replace(name, bad)
  return `${name} at ${at} of ${bytes.length}`
}

type Struck = { readonly from: number; readonly to: number }
type Frames = ReturnType<typeof scanFrames>['frames']
const HEAD_BYTES = 9

function isStruck({ offset, sizeBytes }: Frames[number], { from, to }: Struck): boolean {
  return offset - HEAD_BYTES < to && from < offset + sizeBytes
}

function excuseStatements(machine: Machine, frames: Frames, struck: Struck): void {
  for (const frame of frames) {
    if (frame.type !== 1 || !isStruck(frame, struck)) continue
    const { compact } = parseStatementRecord(frame.payload)
    const parsed = parseStatement(new Uint8Array(Buffer.from(compact.split('.')[1] ?? '', 'base64url')))
    if (!('ok' in parsed)) throw new Error('an agent signed what nobody understands')
    machine.trace(`${machine.name}: damages ${parsed.ok.kind} ${parsed.ok.seq}`)
    if (parsed.ok.kind !== 'heartbeat') continue
    const { m, n } = parsed.ok
    machine.truth.excuse(machine.name, { from: m, to: m + n - 1 }, WHY)
  }
}

/** A record that names cameras is needed by all windows up to the next one that does. */
function excuseWaiting(machine: Machine, frames: Frames, struck: Struck): void {
  let isLost = false
  for (const frame of frames) {
    const record = parseWaitingRecord(new TextDecoder().decode(frame.payload))
    if (record.kind === 'cameras') isLost = isStruck(frame, struck)
    else if (isLost || isStruck(frame, struck)) {
      const startMs = (machine.monoStarts.get(record.kernelRun) ?? 0) + record.startMonoMs
      const from = Math.floor(startMs / MINUTE_MS)
      machine.truth.excuse(machine.name, { from, to: Math.min(from + record.n, minuteNow(machine.time)) }, WHY)
    }
  }
}
