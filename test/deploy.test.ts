/** deploy/ against the code and the documents it names: what an operator copies must hold. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { sourceFiles } from './tidy/source-tree.ts'

type Rule = { readonly alert: string; readonly expr: string; readonly annotations: { readonly runbook: string } }
const groups = parse(readFileSync('deploy/prometheus/alerts.yml', 'utf8')).groups as {
  readonly rules: readonly Rule[]
}[]
const rules = groups.flatMap(({ rules }) => rules)

t.test('every alert names metrics that exist and a runbook that is there', async (t) => {
  const source = sourceFiles()
    .filter(({ path }) => /^(agent|collector)\/src\//.test(path) && !path.endsWith('.test.ts'))
    .map(({ text }) => text)
    .join('\n')
  for (const { alert, expr, annotations } of rules) {
    const metrics = [...new Set(expr.match(/camtally_[a-z_]+/g) ?? [])]
    t.ok(metrics.length > 0, `${alert} looks at a metric`)
    for (const metric of metrics) {
      const name = metric.replace('camtally_', '')
      t.match(source, new RegExp(`(camtally_|prefix\\})${name}\\b`), `${alert}: ${metric}`)
    }
    t.ok(existsSync(annotations.runbook), `${alert}: ${annotations.runbook}`)
  }
  const named = new Set(rules.map(({ annotations }) => annotations.runbook))
  const bare = readdirSync('docs/runbooks').filter(
    (name) => !named.has(`docs/runbooks/${name}`) && !source.includes(name.replace('.md', '')),
  )
  t.same(bare, [], 'no runbook that neither an alert nor a log event names')
})

t.test('systemd units leave little exposed (2.0 or less)', async (t) => {
  for (const unit of ['camtally-agent', 'camtally-collector']) {
    const path = resolve(`deploy/systemd/${unit}.service`)
    const run = spawnSync('systemd-analyze', ['security', '--offline=yes', '--threshold=20', path], {
      encoding: 'utf8',
    })
    if (run.error) t.comment('systemd-analyze is not here: exposure was not measured')
    t.ok(run.error || run.status === 0, `${unit}: ${run.stdout?.trim().split('\n').pop() ?? 'not measured'}`)
  }
})
