/** Payloads with one fault each: a text of a good statement, what is replaced in it, and the end it must come to. */

import { encodeStatement } from '../statement-encode.ts'
import { exampleStatements } from './statement-examples.ts'

export interface PayloadFault {
  readonly name: string
  readonly payload: string
  readonly outcome: 'understood' | 'NOT_UNDERSTOOD' | 'refused'
  readonly code: string
}
type Edit = readonly [name: string, replace: string | RegExp, by: string, code: string]

/** Every fault, by the statement it is made from. */
export function payloadFaults(): PayloadFault[] {
  return [
    ...made('boot', NO_STATEMENT, 'refused'),
    ...made('boot', BEYOND_PROFILE, 'NOT_UNDERSTOOD'),
    ...made('boot', MEMBERS, 'NOT_UNDERSTOOD'),
    ...made('inventory', INVENTORIES, 'NOT_UNDERSTOOD'),
    ...made('inventory, part 1 of 2', PARTS, 'NOT_UNDERSTOOD'),
    ...made('heartbeat with a blind camera', HEARTBEATS, 'NOT_UNDERSTOOD'),
    ...made('gap', GAPS, 'NOT_UNDERSTOOD'),
    ...made('boot', NO_FAULT, 'understood'),
    ...made('inventory', NO_FAULT_IN_INVENTORY, 'understood'),
  ]
}

function made(from: string, edits: readonly Edit[], outcome: PayloadFault['outcome']): PayloadFault[] {
  const example = exampleStatements().find(({ name }) => name === from)
  if (example === undefined) throw new Error(`no example is called ${from}`)
  const good = encodeStatement(example.statement)
  return edits.map(([name, replace, by, code]) => {
    const payload = good.replace(replace, by)
    if (payload === good) throw new Error(`"${name}" changes nothing`)
    return { name: `${from}: ${name}`, payload, outcome, code }
  })
}

/** The five chain members cannot be read: this is nobody's place in a chain. */
const NO_STATEMENT: readonly Edit[] = [
  ['no JSON', /.*/s, 'hello', 'JSON_SYNTAX'],
  ['nothing', /.*/s, '', 'JSON_SYNTAX'],
  ['a list', /.*/s, '[1]', 'STATEMENT_NONE'],
  ['a text', /.*/s, '"v"', 'STATEMENT_NONE'],
  ['null', /.*/s, 'null', 'STATEMENT_NONE'],
  ['cut short', /.$/, '', 'JSON_SYNTAX'],
  ['something after it', /$/, 'x', 'JSON_SYNTAX'],
  ['two objects', /$/, '{}', 'JSON_SYNTAX'],
  ['a byte order mark', /^/, '\ufeff', 'JSON_SYNTAX'],
  ['v missing', '"v":1,', '', 'STATEMENT_NONE'],
  ['gw missing', /"gw":"[^"]*",/, '', 'STATEMENT_NONE'],
  ['ep missing', '"ep":1,', '', 'STATEMENT_NONE'],
  ['seq missing', '"seq":1,', '', 'STATEMENT_NONE'],
  ['prev missing', /"prev":"[^"]*",/, '', 'STATEMENT_NONE'],
  ['attack 7: v doubled', '"v":1,', '"v":1,"v":1,', 'STATEMENT_NONE'],
  ['attack 7: gw doubled', /("gw":"[^"]*",)/, '$1$1', 'STATEMENT_NONE'],
  ['attack 7: ep doubled', '"ep":1,', '"ep":1,"ep":2,', 'STATEMENT_NONE'],
  ['attack 7: seq doubled', '"seq":1,', '"seq":1,"seq":2,', 'STATEMENT_NONE'],
  ['attack 7: seq doubled, once escaped', '"seq":1,', '"seq":1,"\\u0073eq":2,', 'STATEMENT_NONE'],
  ['attack 7: prev doubled', /("prev":"[^"]*",)/, '$1$1', 'STATEMENT_NONE'],
  ['v 0', '"v":1,', '"v":0,', 'STATEMENT_NONE'],
  ['v as text', '"v":1,', '"v":"1",', 'STATEMENT_NONE'],
  ['gw of another form', '"gw_abcdefghijkl"', '"gw_ABCDEFGHIJKL"', 'STATEMENT_NONE'],
  ['ep 0', '"ep":1,', '"ep":0,', 'STATEMENT_NONE'],
  ['ep null', '"ep":1,', '"ep":null,', 'STATEMENT_NONE'],
  ['seq 0', '"seq":1,', '"seq":0,', 'STATEMENT_NONE'],
  ['seq as a fraction', '"seq":1,', '"seq":1.0,', 'STATEMENT_NONE'],
  ['seq 2^53', '"seq":1,', '"seq":9007199254740992,', 'STATEMENT_NONE'],
  ['prev of 42 characters', /"prev":"./, '"prev":"', 'STATEMENT_NONE'],
  ['prev with spare bits', /("prev":"[^"]{42})./, '$1B', 'STATEMENT_NONE'],
]

const BEYOND_PROFILE: readonly Edit[] = [
  ['attack 7: a key twice', '"boot":1,', '"boot":1,"boot":1,', 'JSON_DUPLICATE_KEY'],
  ['attack 7: a float', '"mono":60000,', '"mono":60000.5,', 'JSON_NUMBER'],
  ['attack 7: 2^53 + 1', '"mono":60000,', '"mono":9007199254740993,', 'JSON_NUMBER'],
  ['a number below zero', '"mono":60000,', '"mono":-1,', 'JSON_NUMBER'],
  ['an exponent', '"mono":60000,', '"mono":6e4,', 'JSON_NUMBER'],
  ['null', '"ag":"0.1.0"', '"ag":null', 'JSON_NULL'],
  ['an unpaired surrogate', '"ag":"0.1.0"', '"ag":"\\ud800"', 'JSON_SURROGATE'],
  ['depth 9', '"why":"first"', '"why":[[[[[[[[1]]]]]]]]', 'JSON_DEPTH'],
]

const MEMBERS: readonly Edit[] = [
  ['attack 7: an unknown key', '"why"', '"how":1,"why"', 'STATEMENT_SHAPE'],
  ['attack 7: __proto__', '"why"', '"__proto__":{"why":"first"},"why"', 'STATEMENT_SHAPE'],
  ['attack 7: v 2', '"v":1,', '"v":2,', 'STATEMENT_VERSION'],
  ['a kind of tomorrow', '"kind":"boot"', '"kind":"reboot"', 'STATEMENT_KIND'],
  ['a kind named like a method', '"kind":"boot"', '"kind":"toString"', 'STATEMENT_KIND'],
  ['no kind', '"kind":"boot",', '', 'STATEMENT_KIND'],
  ['why missing', ',"why":"first"', '', 'STATEMENT_SHAPE'],
  ['why unknown', '"first"', '"bored"', 'STATEMENT_SHAPE'],
  ['boot 0', '"boot":1,', '"boot":0,', 'STATEMENT_SHAPE'],
  ['bid of 16 bytes', '"AQIDBAUGBwg"', '"AQIDBAUGBwgJCgsMDQ4PEA"', 'STATEMENT_SHAPE'],
  ['bid with spare bits', '"AQIDBAUGBwg"', '"AQIDBAUGBwh"', 'STATEMENT_SHAPE'],
  ['ts missing', /"ts":[0-9]+,/, '', 'STATEMENT_SHAPE'],
  ['rc missing', /"rc":"[^"]*",/, '', 'STATEMENT_SHAPE'],
  ['ag with a space', '"0.1.0"', '"0.1.0 beta"', 'STATEMENT_SHAPE'],
  ['ag empty', '"0.1.0"', '""', 'STATEMENT_SHAPE'],
]

const INVENTORIES: readonly Edit[] = [
  ['a camera without keys', /"keys":\[[^\]]*\]/, '"keys":[]', 'STATEMENT_SHAPE'],
  ['a key twice in one camera', /"keys":\[("[^"]*")/, '"keys":[$1,$1', 'STATEMENT_SHAPE'],
  [
    'five keys',
    /"keys":\["([^"]*)"/,
    '"keys":["AAAAAAAAAAAAAAAAAAAAAA","BAAAAAAAAAAAAAAAAAAAAA","CAAAAAAAAAAAAAAAAAAAAA","$1"',
    'STATEMENT_SHAPE',
  ],
  ['a key of 8 bytes', /"keys":\["[^"]*"/, '"keys":["AAECAwQFBgc"', 'STATEMENT_SHAPE'],
  ['src in capitals', '"src":"rtsp"', '"src":"RTSP"', 'STATEMENT_SHAPE'],
  ['src missing', ',"src":"rtsp"', '', 'STATEMENT_SHAPE'],
  ['a name, which may never be inside signed bytes', '"src":"rtsp"', '"src":"rtsp","name":"Dock 2"', 'STATEMENT_SHAPE'],
  ['ck missing', /"ck":"[^"]*",/, '', 'STATEMENT_SHAPE'],
  ['cfg missing', /,"cfg":"[^"]*"/, '', 'STATEMENT_SHAPE'],
]

const PARTS: readonly Edit[] = [
  ['part 0', '[1,2]', '[0,2]', 'STATEMENT_SHAPE'],
  ['part 3 of 2', '[1,2]', '[3,2]', 'STATEMENT_SHAPE'],
  ['one part of one', '[1,2]', '[1,1]', 'STATEMENT_SHAPE'],
  ['17 parts', '[1,2]', '[1,17]', 'STATEMENT_SHAPE'],
]

const HEARTBEATS: readonly Edit[] = [
  ['n 0', '"n":5', '"n":0', 'STATEMENT_SHAPE'],
  ['n 31', '"n":5', '"n":31', 'STATEMENT_SHAPE'],
  ['over a UTC midnight', '"m":29000005', '"m":29000156', 'STATEMENT_SHAPE'],
  ['after the last minute there is', '"m":29000005', '"m":2147483648', 'STATEMENT_SHAPE'],
  ['mask 0', '[3,2,"1"]', '[0,2,"1"]', 'STATEMENT_SHAPE'],
  ['a bit beyond the window', '[31,4,"0"]', '[63,4,"0"]', 'STATEMENT_SHAPE'],
  ['rank 1 is no connection', '[3,2,"1"]', '[3,1,"1"]', 'STATEMENT_SHAPE'],
  ['rank 5', '[3,2,"1"]', '[3,5,"1"]', 'STATEMENT_SHAPE'],
  ['rows that fall', '[3,2,"1"],[31,4,"0"]', '[31,4,"0"],[3,2,"1"]', 'STATEMENT_SHAPE'],
  ['two rows of one mask and rank', '[3,2,"1"],', '[3,2,"1"],[3,2,"2"],', 'STATEMENT_SHAPE'],
  ['an index in two rows', '[31,4,"0"]', '[31,4,"0-1"]', 'STATEMENT_SHAPE'],
  ['a row of no camera', '[3,2,"1"]', '[3,2,""]', 'STATEMENT_SHAPE'],
  ['ranges spelled otherwise', '[31,4,"0"]', '[31,4,"00"]', 'RANGES_SPELLING'],
  ['an index of 1000', '[31,4,"0"]', '[31,4,"1000"]', 'RANGES_SPELLING'],
  ['a row of four', '[3,2,"1"]', '[3,2,"1",0]', 'STATEMENT_SHAPE'],
  ['on missing', /"on":\[\[.*?\]\],/, '', 'STATEMENT_SHAPE'],
  ['on and blind in one minute', '[[28,"1"]]', '[[30,"1"]]', 'STATEMENT_SHAPE'],
  ['blind without a row', '[[28,"1"]]', '[]', 'STATEMENT_SHAPE'],
  ['an index in two blind rows', '[[28,"1"]]', '[[4,"1"],[8,"1"]]', 'STATEMENT_SHAPE'],
  ['blind rows that fall', '[[28,"1"]]', '[[8,"2"],[4,"1"]]', 'STATEMENT_SHAPE'],
]

const GAPS: readonly Edit[] = [
  ['n 0', '"n":100', '"n":0', 'STATEMENT_SHAPE'],
  ['over a year', '"n":100', '"n":525601', 'STATEMENT_SHAPE'],
  ['why unknown', '"clock"', '"lunch"', 'STATEMENT_SHAPE'],
  ['m missing', '"m":28999900,', '', 'STATEMENT_SHAPE'],
]

/** What may look like a fault and is none. */
const NO_FAULT: readonly Edit[] = [
  ['members in another order', /^\{"v":1,(.*)\}$/, '{$1,"v":1}', ''],
  ['white space', '"why":', '\n\t"why" : ', ''],
  ['an escaped letter', '"why"', '"\\u0077hy"', ''],
  ['a clock before 1970', /"ts":[0-9]+/, '"ts":0', ''],
]

const NO_FAULT_IN_INVENTORY: readonly Edit[] = [
  ['a source of tomorrow', '"src":"rtsp"', '"src":"telepathy-2"', ''],
  ['one key in two cameras (joins nothing, but is stated)', /(\["[^"]*)","[^"]*"\](.*)\["[^"]*"\]/, '$1"]$2$1"]', ''],
]
