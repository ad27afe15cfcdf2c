/** The command line against a table of what is typed, said and returned; the API is a function that answers. */
import t from 'tap'
import { systemRandom } from '../clock.ts'
import { runProgram } from './program.ts'
import type { Shell } from './shell.ts'

type Played = { readonly code: number; readonly out: string; readonly err: string; readonly asked: readonly string[] }

async function play(
  args: readonly string[],
  given: Partial<Shell> & { readonly answers?: object } = {},
): Promise<Played> {
  const said = { out: [] as string[], err: [] as string[] }
  const asked: string[] = []
  const answer: typeof fetch = async (url, init) => {
    asked.push(`${init?.method ?? 'GET'} ${new URL(String(url)).pathname}`)
    return Response.json(given.answers ?? { items: [], next: null })
  }
  const shell: Shell = {
    env: { CAMTALLY_TOKEN: 'cam_test' },
    out: { write: (text) => void said.out.push(text), isTerminal: false },
    err: { write: (text) => void said.err.push(text), isTerminal: false },
    clock: { wallMs: () => 0, monoMs: () => 0, after: () => () => {} },
    random: systemRandom,
    version: '1.2.3',
    readFile: () => '{}',
    writeFile: () => {},
    fileExists: () => false,
    fetch: answer,
    onSignal: () => {},
    ...given,
  }
  const code = await runProgram(args, shell)
  return { code, out: said.out.join(''), err: said.err.join(''), asked }
}

t.test('exit codes say how a command ended', async (t) => {
  const rows: readonly [string, readonly string[], number, RegExp][] = [
    ['help', ['--help'], 0, /^Examples:/],
    ['version', ['--version'], 0, /^1\.2\.3\n$/],
    ['an unknown command', ['serf'], 2, /unknown command/],
    ['an unknown option', ['account', 'list', '--al'], 2, /unknown option/],
    ['a missing argument', ['account', 'show'], 2, /missing required argument/],
    ['a role that is none', ['token', 'create', '--role', 'king'], 1, /ROLE_UNKNOWN|Roles are/],
    ['a setting out of range', ['config', 'check', '--http-port', '99999'], 78, /--http-port/],
    ['a good configuration', ['config', 'check'], 0, /^good\n$/],
  ]
  for (const [name, args, code, says] of rows) {
    const played = await play(args)
    t.equal(played.code, code, `${name}: exit code`)
    t.match(played.out + played.err, says, name)
  }
})

t.test('the result is on stdout, as a table or with --json as the API gave it', async (t) => {
  const item = { accountId: 'acc_a', name: 'Northgate', timeZone: 'UTC', currency: 'USD' }
  const answers = { items: [item], next: null }
  const table = await play(['account', 'list'], { answers })
  t.equal(table.out, 'ACCOUNT  NAME       ZONE  CURRENCY\nacc_a    Northgate  UTC   USD\n')
  t.same(table.asked, ['GET /v1/accounts'])
  const json = await play(['account', 'list', '--json'], { answers })
  t.same(JSON.parse(json.out), [item])
})

t.test('a refusal of the API is told in its own words, on stderr', async (t) => {
  const problem = {
    code: 'ADD_ON_REQUIRED',
    detail: 'The active tier keeps its add-on.',
    hint: 'Change the plan first.',
  }
  const refuse: typeof fetch = async () => Response.json(problem, { status: 409 })
  const played = await play(['subscription', 'show', 'acc_a'], { fetch: refuse })
  t.same(played, {
    code: 1,
    out: '',
    err: 'failed: The active tier keeps its add-on.\n  Change the plan first.\n',
    asked: [],
  })
  const asJson = await play(['subscription', 'show', 'acc_a', '--json'], { fetch: refuse })
  t.equal(JSON.parse(asJson.err).code, 'ADD_ON_REQUIRED')
})

t.test('without a token nothing is asked, and it says where one comes from', async (t) => {
  const played = await play(['jobs', 'list'], { env: {} })
  t.equal(played.code, 1)
  t.match(played.err, /CAMTALLY_TOKEN_FILE/)
  t.same(played.asked, [])
})
