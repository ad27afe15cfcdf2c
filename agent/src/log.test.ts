/** What the agent writes: events of one list, and nothing secret. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openLog } from './log.ts'
import { logEvents } from './log-events.ts'

const folder = import.meta.dirname

t.test(
  'style 9: each event that the code logs stands in the list, with its level, and the other way round',
  async (t) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?<!\.test)\.ts$/.test(path),
    )
    const text = files.map((path) => readFileSync(join(folder, path), 'utf8')).join('\n')
    const logged = [...text.matchAll(/\b[Ll]og\??\.(info|warn|error)\(\s*\{\s*event: '([^']+)'/g)]
    const events: Readonly<Record<string, { readonly level: string }>> = logEvents
    for (const [, level, event = ''] of logged) t.equal(events[event]?.level, level, event)
    const names = new Set(logged.map(([, , event]) => event))
    t.same(
      Object.keys(logEvents).filter((event) => !names.has(event)),
      [],
      'no event is listed and never logged',
    )
  },
)

t.test('no password, key, claim or camera name is written, whoever logs it', async (t) => {
  const lines: string[] = []
  const log = openLog('info', () => 0, { write: (line) => void lines.push(line) })
  const secret = 'MARKED-SECRET'
  log.info({ event: 'x', password: secret, camera: secret, login: { password: secret, username: secret } }, 'said')
  log.warn(
    { cameras: [{ name: secret, url: secret, identifiers: [secret] }], claim: secret, privateKey: secret },
    'said',
  )
  t.equal(lines.length, 2)
  t.notMatch(lines.join(), secret)
  t.match(JSON.parse(lines[0] ?? ''), { level: 'info', time: '1970-01-01T00:00:00Z', event: 'x', msg: 'said' })
})
