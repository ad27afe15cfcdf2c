/** Fixture: a Mosquitto of its own, where the machine has one, that can be killed and started again on its port. It
 *  keeps nothing: the broker is disposable (protocol 2). */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'

const command = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(existsSync)

export interface Mosquitto {
  /** With the collector's user and password. */
  readonly collectorUrl: string
  kill(): Promise<void>
  start(): Promise<void>
}

/** Undefined where no Mosquitto is installed. */
export async function openMosquitto(t: Test, folder: string): Promise<Mosquitto | undefined> {
  if (command === undefined) return undefined
  const port = await freePort()
  writeConf(folder, port)
  let broker: ChildProcess | undefined
  const kill = () =>
    new Promise<void>((resolve) => {
      if (broker === undefined || broker.exitCode !== null || broker.signalCode !== null) return resolve()
      broker.once('exit', () => resolve())
      broker.kill('SIGKILL')
    })
  const start = async () => {
    const started = spawn(command, ['-c', join(folder, 'mosquitto.conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
    broker = started
    await new Promise<void>((resolve, reject) => {
      started.once('exit', () => reject(new Error('mosquitto did not start')))
      started.stderr.on('data', (text: Buffer) => text.includes('running') && resolve())
    })
  }
  t.teardown(kill)
  await start()
  return { collectorUrl: `mqtt://collector:x@127.0.0.1:${port}`, kill, start }
}

/** With the rules that gateways and collectors get in deploy/. Nobody asks for passwords: this is about the kill. */
function writeConf(folder: string, port: number): void {
  const rules = ['gateways', 'collectors'].map((name) =>
    readFileSync(new URL(`../../deploy/mosquitto/${name}.acl`, import.meta.url), 'utf8'),
  )
  writeFileSync(join(folder, 'acl'), rules.join('\n'), { mode: 0o600 })
  const lines = [
    'per_listener_settings true',
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    `acl_file ${join(folder, 'acl')}`,
    `user ${userInfo().username}`,
  ]
  writeFileSync(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
