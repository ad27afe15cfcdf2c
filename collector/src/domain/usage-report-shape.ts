/** The members of report.json in their order, as a value: it cannot compile unless it has those of `UsageReport`. */

import type { UsageReport } from './usage-report.ts'
import type { ShapeOf } from './usage-report-shaped-json.ts'

const span = { members: { from: 'integer', to: 'integer' } } as const

const rate = {
  members: {
    basis: { oneOf: ['perCameraDay', 'perCameraMonth'] },
    periodDays: 'integer',
    bands: { list: { members: { upTo: { nullable: 'integer' }, rateMicros: 'money' } } },
  },
} as const

const line = { line: 'integer', tier: 'text', tierName: 'text' } as const
const lineDays = { firstDay: 'text', lastDay: 'text', cameraDays: 'integer', amountMinor: 'money' } as const

const day = {
  members: {
    day: 'text',
    minutes: 'integer',
    connected: 'integer',
    included: 'integer',
    additional: 'integer',
    tier: 'text',
    tierName: 'text',
    line: { nullable: 'integer' },
    amountMinor: 'money',
    coverage: { nullable: { members: { coveredMinutes: 'integer', expectedMinutes: 'integer' } } },
    flags: { list: { oneOf: ['incomplete', 'waived', 'adjusted'] } },
  },
} as const

const camera = {
  members: {
    camera: 'text',
    name: { nullable: 'text' },
    rank: { oneOf: [2, 3, 4] },
    daysCounted: 'integer',
    firstDay: 'text',
    lastDay: 'text',
  },
} as const

const coverage = {
  members: {
    gateways: {
      list: {
        members: {
          gateway: 'text',
          name: 'text',
          expected: span,
          covered: { list: span },
          expectedMinutes: 'integer',
          coveredMinutes: 'integer',
        },
      },
    },
    silences: {
      list: {
        members: {
          gateway: 'text',
          name: 'text',
          from: 'integer',
          to: 'integer',
          minutes: 'integer',
          why: { oneOf: ['off', 'update', 'overload', 'clock', 'unknown', 'blind', 'unsaid'] },
        },
      },
    },
    notChargedMinutes: 'integer',
    uncounted: { list: { members: { gateway: 'text', code: 'text', minutes: 'integer' } } },
  },
} as const

const changedDay = {
  members: {
    day: 'text',
    before: 'integer',
    after: 'integer',
    why: { oneOf: ['late', 'merge', 'unmerge', 'swap', 'freeDays', 'exclusion', 'undo', 'other'] },
    amountMinor: 'money',
  },
} as const

const interventionKinds = {
  oneOf: ['gateway', 'fork', 'clock', 'exclusion', 'merge', 'swap', 'freeDays', 'timeZone', 'rateCard', 'version'],
} as const

const check = {
  members: {
    fingerprints: {
      list: {
        members: { gateway: 'text', name: 'text', epoch: 'integer', thumbprint: 'text', words: { list: 'text' } },
      },
    },
    ledger: { members: { size: 'integer', n: 'integer', hash: 'text' } },
  },
} as const

export const usageReportShape = {
  members: {
    v: { oneOf: [1] },
    kind: { oneOf: ['usageReport'] },
    paper: { oneOf: ['A4', 'letter'] },
    issuer: 'text',
    account: { members: { id: 'text', name: 'text', timeZone: 'text', locale: 'text' } },
    invoice: { members: { number: 'text', issuedOn: 'text', currency: 'text', currencyDigits: 'integer' } },
    period: {
      members: {
        firstDay: 'text',
        lastDay: 'text',
        dayCount: 'integer',
        offsets: { list: { members: { from: { nullable: 'text' }, utcOffset: 'text' } } },
      },
    },
    rule: { members: { minConnectedMinutes: 'integer', included: 'integer', coverageFloorPercent: 'integer' } },
    lines: { list: { members: { ...line, rate, ...lineDays } } },
    days: { list: day },
    totals: { members: { connected: 'integer', included: 'integer', additional: 'integer', amountMinor: 'money' } },
    workedDay: { nullable: 'text' },
    cameras: { list: camera },
    crossFoot: { members: { overCameras: 'integer', overDays: 'integer' } },
    seenNotCounted: {
      list: {
        members: {
          camera: 'text',
          name: { nullable: 'text' },
          day: 'text',
          minutes: 'integer',
          why: { oneOf: ['short', 'swap'] },
        },
      },
    },
    coverage,
    changes: { list: { members: { ...line, ...lineDays, days: { list: changedDay } } } },
    interventions: {
      list: {
        members: { kind: interventionKinds, since: 'integer', ever: 'integer', happened: { list: 'text' } },
      },
    },
    check,
  },
} as const satisfies ShapeOf<UsageReport>
