/** Fixture: the collector as people start it, a process of its own that can be killed and started again on its folder
 *  and ports. Tests wait for lines of its log. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { startEmbeddedPostgres } from '../../collector/src/store/embedded-postgres.ts'
import { type CollectorClient, collectorClient } from '../demo/collector-client.ts'

export interface CollectorProcess {
  readonly url: string
  readonly mqttUrl: string
  readonly client: CollectorClient
  /** Resolves at the first line of the log from now on that holds this text. @throws when the process ends before */
  logs(text: string): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
  readonly ended: Promise<number | null>
}

const bin = join(import.meta.dirname, '../../collector/bin/camtally-collector.js')

/** A folder for a test, in which nothing runs any more when the test is over, however it ended. */
export function faultFolder(t: Test): string {
  const folder = t.testdir()
  t.teardown(async () => {
    for (const child of children.get(folder) ?? []) child.kill('SIGKILL')
    const postgres = join(folder, 'collector', 'postgres')
    if (existsSync(postgres)) await (await startEmbeddedPostgres(postgres)).stop()
  })
  return folder
}

const children = new Map<string, ChildProcess[]>()

/** Starts it; `like`: on the ports of one that was killed. */
export async function startCollector(
  folder: string,
  given: { readonly like?: CollectorProcess | undefined; readonly mqttUrl?: string } = {},
): Promise<CollectorProcess> {
  const { like, mqttUrl } = given
  const portOf = (url = 'http://localhost:0') => new URL(url).port || '0'
  const mqtt = mqttUrl === undefined ? ['--mqtt-port', portOf(like?.mqttUrl)] : ['--mqtt-url', mqttUrl]
  const http = ['--http-port', portOf(like?.url)]
  const args = ['serve', '--json', '--data-dir', join(folder, 'collector'), '--jobs', 'off', ...http, ...mqtt]
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } })
  children.set(folder, [...(children.get(folder) ?? []), child])
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const log = watchLines(child.stderr, ended)
  const started = await firstLine(child, log.text)
  return {
    url: started.url,
    mqttUrl: started.mqttUrl,
    client: collectorClient(started.url, readFileSync(started.opsTokenFile, 'utf8').trim()),
    logs: log.next,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
    ended,
  }
}

type Started = { readonly url: string; readonly mqttUrl: string; readonly opsTokenFile: string }

function firstLine(child: ChildProcess, logText: () => string): Promise<Started> {
  let out = ''
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += String(chunk)
      if (out.includes('\n')) resolve(JSON.parse(out.slice(0, out.indexOf('\n'))))
    })
    child.once('close', (code) => reject(new Error(`the collector ended with ${code}: ${logText().slice(-2000)}`)))
  })
}

/** Every line that comes after the question. */
function watchLines(stream: NodeJS.ReadableStream, ended: Promise<unknown>) {
  let text = ''
  const looks = new Set<() => void>()
  stream.on('data', (chunk) => {
    text += String(chunk)
    for (const look of [...looks]) look()
  })
  const next = (wanted: string) => {
    const from = text.length
    return new Promise<void>((resolve, reject) => {
      const look = () => {
        if (text.includes(wanted, from) && looks.delete(look)) resolve()
      }
      looks.add(look)
      void ended.then(() => reject(new Error(`ended without ${wanted}: ${text.slice(-2000)}`)))
    })
  }
  return { next, text: () => text }
}
