/** Fixture: an account with presence as if its gateways had sent it, and its jobs run day by day. */
import { createHash } from 'node:crypto'
import type { TestApi } from '../http/testing.ts'
import { testJobPorts } from '../http/testing.ts'
import {
  begin,
  newAccount,
  newClaim,
  newGatewayKey,
  proofOver,
  prove,
  type TestAccount,
} from '../http/testing-fleet.ts'
import { acrossAccounts } from '../store/database.ts'
import { addMinute, emptyMinutes } from '../store/minutes.ts'
import { uniteCoverage, unitePresence } from '../store/presence.ts'
import type { JobPorts } from './job.ts'
import { jobs } from './jobs.ts'
import { runDue } from './run-due.ts'

export type Fleet = TestAccount & { readonly gateway: string }

/** An account with one enrolled gateway. */
export async function newFleet(test: TestApi, given: object = {}): Promise<Fleet> {
  const account = await newAccount(test, given)
  return { ...account, gateway: await enrolledGateway(test, account) }
}

export async function enrolledGateway(test: TestApi, account: TestAccount): Promise<string> {
  const key = newGatewayKey()
  const challenge = await begin(test, await newClaim(test, account), key)
  const granted = await prove(test, challenge, proofOver(challenge, key))
  return granted.textAt('/gatewayId')
}

/** The key of a camera by a name of the test. */
export function cameraKeyOf(name: string): string {
  return createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url')
}

/** The gateway covered [from, to) (UTC) and saw these cameras connected in all of it. */
export async function saw(
  test: TestApi,
  { account, gateway }: Pick<Fleet, 'account' | 'gateway'>,
  { from, to, cameras }: { readonly from: string; readonly to: string; readonly cameras: readonly string[] },
): Promise<void> {
  const days = minutesByDay(Date.parse(from) / 60_000, Date.parse(to) / 60_000)
  await acrossAccounts(test.deps.store, async (tx) => {
    for (const [utcDay, minutes] of days) {
      const key = { accountId: account, utcDay, gatewayId: gateway, epoch: 1 }
      await uniteCoverage(tx, [{ ...key, covered: minutes, stated: minutes }])
      await unitePresence(
        tx,
        cameras.map((name) => ({ ...key, cameraKey: cameraKeyOf(name), minutes, lowestRank: 3 })),
      )
    }
  })
}

/** Runs everything that is due at `at`, with some ports replaced. */
export async function runJobsAt(test: TestApi, at: string, given: { only?: string; ports?: Partial<JobPorts> } = {}) {
  test.clock.set(Date.parse(at))
  const only = given.only === undefined ? {} : { only: given.only }
  return runDue({ ...testJobPorts(test.deps), ...given.ports }, jobs, { asOf: test.clock.wallMs(), ...only })
}

/** Every 12 hours of [from, to), as a collector that is mostly on. */
export async function runThrough(test: TestApi, from: string, to: string): Promise<void> {
  for (let at = Date.parse(from); at < Date.parse(to); at += 12 * 3_600_000)
    await runJobsAt(test, new Date(at).toISOString())
}

function minutesByDay(from: number, to: number): Map<number, Uint8Array> {
  const days = new Map<number, Uint8Array>()
  for (let minute = from; minute < to; minute += 1) {
    const day = Math.floor(minute / 1440)
    const set = days.get(day) ?? emptyMinutes()
    days.set(day, set)
    addMinute(set, minute - day * 1440)
  }
  return days
}
