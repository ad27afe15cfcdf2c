/** camtally-agent test: looks at every camera as `run` would, and says what it saw. Signs and sends nothing. */
import type { CameraSource, Look } from '../core/source.ts'
import { createSources } from '../sources/create-sources.ts'
import { addConfigOptions, configFrom } from './config-options.ts'
import { columns, counted, type Paint, painter } from './paint.ts'
import { type Program, withExamples } from './program.ts'
import { type ExitCode, exitCodes, type Shell } from './shell.ts'

export function addTestCommand({ command, shell, run }: Program): void {
  const own = command
    .command('test')
    .description('look at every camera and show what was seen; nothing is signed or sent')
    .option('--once', 'one look at each camera, then exit 0 if all are connected, else 1')
    .option('--json', 'as JSON; without --once a line for each change')
  withExamples(addConfigOptions(own, ['dataDir', 'lookSeconds', 'cameraLogin.username', 'cameraLogin.passwordFile']), [
    'test --once',
    'test --config agent.yaml --look-seconds 5',
  ])
  own.action(run((options) => testCameras(options, shell)))
}

async function testCameras(options: Readonly<Record<string, unknown>>, shell: Shell): Promise<ExitCode> {
  const { config } = configFrom(options, shell)
  const warn = (_: object, message: string) => shell.err.write(`${message}\n`)
  const sources = createSources(config, { clock: shell.clock, random: shell.random, log: { warn } })
  const isJson = options['json'] === true
  if (options['once'] !== true) return watch(sources, shell, isJson)
  if (shell.err.isTerminal) shell.err.write(`looking at ${counted(sources.length, 'source')} …\n`)
  const bySource = await Promise.all(sources.map((source) => source.lookOnce()))
  const rows = bySource.flatMap((looks, i) => looks.map((look) => rowOf(look, sources[i])))
  const connectedCount = rows.filter((row) => row.isConnected).length
  const isGood = rows.length > 0 && connectedCount === rows.length
  if (isJson) shell.out.write(`${JSON.stringify({ ok: isGood, connectedCount, cameras: rows })}\n`)
  else shell.out.write(tableOf(rows, painter(shell.out, shell.env)))
  return isGood ? exitCodes.done : exitCodes.failed
}

type Row = {
  readonly source: string
  readonly camera: string
  readonly rank: Look['rank']
  readonly isConnected: boolean
  readonly seen: string
  readonly detail: string | undefined
}

const rankNames = ['not seen', 'port open', 'responding', 'authenticated', 'streaming'] as const

/** Connected is rank 2 of cameras looked at directly, rank 4 of a recorder's (sources.md). */
function rowOf(look: Look, source: CameraSource | undefined): Row {
  const least = source?.owns === 'recorder' ? 4 : 2
  return {
    source: look.source,
    camera: look.camera,
    rank: look.rank,
    isConnected: look.rank !== 'unknown' && look.rank >= least,
    seen: look.rank === 'unknown' ? 'unknown' : rankNames[look.rank],
    detail: look.detail,
  }
}

function tableOf(rows: readonly Row[], paint: Paint): string {
  if (rows.length === 0) return 'no cameras: the configuration names none\n'
  const head = ['', 'CAMERA', 'SOURCE', 'SEEN', ''].map((word) => paint('dim', word))
  const connected = rows.filter((row) => row.isConnected).length
  const summary = `${connected} of ${counted(rows.length, 'camera')} connected\n`
  return (
    columns([head, ...rows.map((row) => cellsOf(row, paint))]) +
    (connected === rows.length ? paint('green', summary) : paint('red', summary))
  )
}

function cellsOf(row: Row, paint: Paint): string[] {
  const mark = row.isConnected ? paint('green', '●') : row.rank === 'unknown' ? paint('yellow', '?') : paint('red', '○')
  return [mark, row.camera, row.source, row.seen, row.detail ?? '']
}

/** Columns of a fixed width, because lines come one by one. */
function changeLine(at: string, row: Row, paint: Paint): string {
  const [mark = ''] = cellsOf(row, paint)
  const cells = [paint('dim', at), mark, row.camera.padEnd(20), row.seen.padEnd(13), row.detail ?? '']
  return `${cells.join('  ').trimEnd()}\n`
}

/** Until a signal: a line whenever a camera's state changes. */
function watch(sources: readonly CameraSource[], shell: Shell, isJson: boolean): Promise<ExitCode> {
  const last = new Map<string, string>()
  const paint = painter(shell.out, shell.env)
  for (const source of sources) {
    source.start((look) => {
      const row = rowOf(look, source)
      const state = `${row.seen} ${row.detail ?? ''}`
      if (last.get(`${row.source}/${row.camera}`) === state) return
      last.set(`${row.source}/${row.camera}`, state)
      const at = Temporal.Instant.fromEpochMilliseconds(shell.clock.wallMs()).toString({ smallestUnit: 'second' })
      if (isJson) shell.out.write(`${JSON.stringify({ at, ...row })}\n`)
      else shell.out.write(changeLine(at, row, paint))
    })
  }
  return new Promise((resolve) => {
    const stop = () => {
      void Promise.all(sources.map((source) => source.stop())).then(() => resolve(exitCodes.done))
    }
    shell.onSignal('SIGINT', stop)
    shell.onSignal('SIGTERM', stop)
  })
}
