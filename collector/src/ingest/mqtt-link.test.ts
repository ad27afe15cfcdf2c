/** The link to a broker of its own, against aedes and, where there is one, Mosquitto. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import { pino } from 'pino'
import t from 'tap'
import { systemClock } from '../clock.ts'
import type { Message } from './link.ts'
import { mqttLink } from './mqtt-link.ts'

const log = pino({ level: 'silent' })
const gateway = 'gw_aaaaaaaaaaaa'

/** A broker without rules, and its address. */
async function withAedes(change: (broker: Aedes) => void, run: (url: string) => Promise<void>): Promise<void> {
  const broker = await Aedes.createBroker()
  change(broker)
  const server = createServer((socket) => void broker.handle(socket)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    await run(`mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
    await new Promise<void>((resolve) => broker.close(resolve))
  }
}

t.test('a start proves that messages come, or fails: a SUBACK proves nothing', async (t) => {
  await withAedes(
    () => undefined,
    async (url) => {
      const link = mqttLink({ url, clock: systemClock, log, protocolVersion: 4 })
      const messages: Message[] = []
      const came = Promise.withResolvers<void>()
      await link.open({
        take(message, goOn) {
          messages.push(message)
          goOn()
          came.resolve()
        },
      })
      t.ok(link.isConnected())
      const client = mqtt.connect(url, { protocolVersion: 4 })
      await client.publishAsync(`camtally/v1/${gateway}/statement`, 'x', { qos: 1 })
      await came.promise
      t.match(messages, [{ gatewayId: gateway, name: 'statement' }])
      await Promise.all([client.endAsync(), link.close()])
    },
  )
  await withAedes(
    (broker) => {
      broker.authorizeForward = () => null // grants everything and delivers nothing
    },
    async (url) => {
      const timers: (() => void)[] = []
      const after = (_ms: number, run: () => void) => {
        timers.push(run)
        return () => undefined
      }
      const clock = { ...systemClock, after }
      const link = mqttLink({ url, clock, log, protocolVersion: 4 })
      const opened = link.open({ take: () => undefined })
      await new Promise<void>((resolve) => {
        const poll = () => (timers.length > 1 ? resolve() : setImmediate(poll))
        poll()
      })
      timers.at(-1)?.()
      await t.rejects(opened, /no message came back/)
      await link.close()
    },
  )
})

const mosquitto = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find(existsSync)

t.test('two collectors on Mosquitto share what comes: every message once, none lost', async (t) => {
  if (mosquitto === undefined) return t.comment('no mosquitto on this machine: MQTT 5 with $share was not tried here')
  const folder = mkdtempSync(join(tmpdir(), 'camtally-mqtt-'))
  const { url, broker } = await startMosquitto(mosquitto, folder)
  const seen = new Map<string, number>()
  const total = 400
  const all = Promise.withResolvers<void>()
  const links = [1, 2].map(() => mqttLink({ url: `mqtt://collector:x@${url}`, clock: systemClock, log }))
  const counts = await Promise.all(
    links.map(async (link) => {
      const count = { taken: 0 }
      await link.open({
        take({ payload }, goOn) {
          count.taken += 1
          const text = Buffer.from(payload).toString()
          seen.set(text, (seen.get(text) ?? 0) + 1)
          if (seen.size === total) all.resolve()
          goOn()
        },
      })
      return count
    }),
  )
  const client = mqtt.connect(`mqtt://gateways:x@${url}`)
  await Promise.all(
    Array.from({ length: total }, (_, at) =>
      client.publishAsync(`camtally/v1/${gateway}/statement`, `${at}`, { qos: 1 }),
    ),
  )
  await all.promise
  t.ok([...seen.values()].every((times) => times === 1))
  t.ok(
    counts.every(({ taken }) => taken > 0),
    'both worked',
  )
  await links[0]?.publish(`camtally/v1/${gateway}/receipt`, 'newest')
  const retained = new Promise<string>((resolve) =>
    client.once('message', (_topic, payload) => resolve(payload.toString())),
  )
  await client.subscribeAsync(`camtally/v1/${gateway}/receipt`)
  t.equal(await retained, 'newest')
  await Promise.all([client.endAsync(), ...links.map((link) => link.close())])
  broker.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** On a free port, with the rules that collectors get in deploy/, and a user who stands for all gateways. */
async function startMosquitto(command: string, folder: string): Promise<{ url: string; broker: ChildProcess }> {
  const port = await freePort()
  const rules = readFileSync(new URL('../../../deploy/mosquitto/collectors.acl', import.meta.url), 'utf8')
  const conf = ['per_listener_settings true', `listener ${port} 127.0.0.1`, 'allow_anonymous false']
  writeFileSync(join(folder, 'acl'), `${rules}\nuser gateways\ntopic readwrite camtally/v1/#\n`, { mode: 0o600 })
  writeFileSync(join(folder, 'passwords'), 'collector:x\ngateways:x\n', { mode: 0o600 })
  execFileSync('mosquitto_passwd', ['-U', join(folder, 'passwords')])
  conf.push(
    `acl_file ${join(folder, 'acl')}`,
    `password_file ${join(folder, 'passwords')}`,
    `user ${userInfo().username}`,
  )
  writeFileSync(join(folder, 'conf'), `${conf.join('\n')}\n`)
  const broker = spawn(command, ['-c', join(folder, 'conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    broker.once('exit', () => reject(new Error('mosquitto did not start')))
    broker.stderr?.on('data', (text: Buffer) => text.includes('running') && resolve())
  })
  return { url: `127.0.0.1:${port}`, broker }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
