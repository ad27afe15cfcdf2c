/** The sentences of a usage report. Figures come from the report, money from a writer that knows the locale. */

import type { ChangeReason } from './line.ts'
import type {
  ConnectedRank,
  InterventionKind,
  NotCountedReason,
  Rate,
  ReportDay,
  ReportLine,
  ReportRule,
  SilenceReason,
  UsageReport,
} from './usage-report.ts'
import { dayAndMonth } from './usage-report-dates.ts'

/** How money is written: an amount in minor units, a rate in millionths of the currency unit. */
export type MoneyWriter = {
  readonly amount: (minor: bigint) => string
  readonly rate: (micros: bigint) => string
}

/** Keeps an operator and what follows it on one line. */
const NBSP = '\u00a0'

/** R28 (1): "You had 3 to 5 cameras connected; one is included; 56 additional camera-days × $0.95 = $53.20." The
 *  total stands apart because it is printed bold; a full stop follows it. */
export function usageSentence(report: UsageReport, money: MoneyWriter): { text: string; total: string } {
  const charged = report.lines.filter((line) => line.cameraDays !== 0)
  const shown = charged.length > 0 ? charged : report.lines.slice(0, 1)
  const terms = shown.map((line, index) => term(line, index === 0, money))
  const usage = terms.length > 0 ? listed(terms) : 'nothing is charged for usage'
  return {
    text: `${connectedClause(report.days)}; ${includedClause(report.rule.included)}; ${usage} =${NBSP}`,
    total: money.amount(report.totals.amountMinor),
  }
}

/** R28 (2): the rule of counting in two sentences. */
export function ruleSentences(rule: ReportRule): string {
  const minutes = rule.minConnectedMinutes === 1 ? 'one minute' : `${rule.minConnectedMinutes} minutes`
  const beyond = rule.included === 0 ? 'the cameras that count' : `the cameras that count beyond the ${included(rule)}`
  return (
    `A camera counts on a day when it was connected for at least ${minutes} of it. ` +
    `The daily number is ${beyond}, and each is rated at the tier of that day.`
  )
}

/** What marks a day, in words: "Incomplete. 23 hours long". `before` is the day before it in the report. */
export function dayFlags(day: ReportDay, before: ReportDay | undefined): string {
  const words: string[] = day.flags.map((flag) => flagWords[flag])
  if (day.minutes !== 1440) words.push(`${hours(day.minutes)} long`)
  if (before !== undefined && before.tier !== day.tier) words.push(`${day.tierName} from this day`)
  return words.join('. ')
}

const flagWords = { incomplete: 'Incomplete', waived: 'Waived', adjusted: 'Adjusted' } as const

/** How a camera is known to have been connected, at its weakest (evidence rank 2 to 4). */
export const howKnown: Record<ConnectedRank, string> = {
  2: 'It answered without a login',
  3: 'It answered after a login',
  4: 'Its stream was received',
}

/** Why a camera that was seen did not count. */
export function whyNotCounted(why: NotCountedReason, rule: ReportRule): string {
  return why === 'swap' ? 'Replaced that day: the pair counts once' : `Under ${rule.minConnectedMinutes} minutes`
}

/** The reason of a silence, as the gateway signed it. */
export const silenceWords: Record<SilenceReason, string> = {
  off: 'It was off',
  update: 'It was being updated',
  overload: 'It could not keep up',
  clock: 'Its clock could not be trusted',
  unknown: 'It stopped without warning',
  blind: 'It could not look at its cameras',
  unsaid: 'It has said nothing about it yet',
}

export const changeWords: Record<ChangeReason, string> = {
  late: 'Evidence arrived late',
  merge: 'Two cameras were found to be one',
  unmerge: 'A merge of cameras was undone',
  swap: 'A replacement was recorded',
  freeDays: 'Free days were granted',
  exclusion: 'Minutes were set aside',
  undo: 'Minutes set aside were given back',
  other: 'The day was counted again',
}

export const interventionNames: Record<InterventionKind, string> = {
  gateway: 'Gateways',
  fork: 'Forks',
  clock: 'Clock flags',
  exclusion: 'Exclusions',
  merge: 'Merged cameras',
  swap: 'Replaced cameras',
  freeDays: 'Free days',
  timeZone: 'Time zone',
  rateCard: 'Rate card',
  version: 'Versions',
}

/** The account's zone: "America/New_York: UTC−05:00 until 14 March 02:00, then UTC−04:00". */
export function zoneWords(report: UsageReport): string {
  const [first, ...later] = report.period.offsets
  const start = `${report.account.timeZone}: ${utc(first?.utcOffset ?? '+00:00')}`
  return later.reduce((text, { from, utcOffset }) => {
    const [day, clock] = (from ?? '').split('T')
    return `${text} until ${dayAndMonth(day ?? '')} ${clock}, then ${utc(utcOffset)}`
  }, start)
}

/** The price of one camera-day or camera-month; undefined where bands give several (R35). */
export function singleRate(rate: Rate): bigint | undefined {
  return rate.bands.length === 1 ? rate.bands[0]?.rateMicros : undefined
}

/** "1,234": counts have thousands commas whatever the account's locale. */
export function count(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Part 8: what no signature can show. */
export const NOT_PROVEN =
  'that a gateway looked at every camera, that no camera was unplugged to stay uncounted, and that a person of the ' +
  'account asked for a change of plan; only that the request was recorded and has not changed since.'

function connectedClause(days: readonly ReportDay[]): string {
  const counts = days.map((day) => day.connected)
  const least = Math.min(...(counts.length > 0 ? counts : [0]))
  const most = Math.max(0, ...counts)
  if (most === 0) return 'You had no camera connected'
  const cameras = most === 1 ? 'camera' : 'cameras'
  return `You had ${least === most ? count(most) : `${count(least)} to ${count(most)}`} ${cameras} connected`
}

function includedClause(number: number): string {
  if (number === 0) return 'none is included'
  return number === 1 ? 'one is included' : `${count(number)} are included`
}

function included(rule: ReportRule): string {
  return rule.included === 1 ? 'one included' : `${count(rule.included)} included`
}

function term(line: ReportLine, isFirst: boolean, money: MoneyWriter): string {
  const unit = line.cameraDays === 1 ? 'camera-day' : 'camera-days'
  const quantity = `${count(line.cameraDays)}${isFirst ? ` additional ${unit}` : ''}`
  const micros = singleRate(line.rate)
  if (micros === undefined) return `${quantity} at graduated rates`
  const divided = line.rate.basis === 'perCameraMonth' ? `${NBSP}/${NBSP}${line.rate.periodDays}` : ''
  return `${quantity} ×${NBSP}${money.rate(micros)}${divided}`
}

function listed(terms: readonly string[]): string {
  const last = terms.at(-1) ?? ''
  return terms.length < 2 ? last : `${terms.slice(0, -1).join(', ')} and ${last}`
}

function hours(minutes: number): string {
  const whole = Math.trunc(minutes / 60)
  const rest = minutes % 60
  return rest === 0 ? `${whole} hours` : `${whole} hours ${rest} minutes`
}

function utc(offset: string): string {
  return offset === '+00:00' ? 'UTC' : `UTC${offset.replace('-', '−')}`
}
