/** Starts an agent: opens what lies on disk, listens to its sources, keeps the journal and the uplink. */
import { join } from 'node:path'
import { topicOf } from '@camtally/protocol'
import { beginBoot, endBoot } from './identity/boot.ts'
import { loadIdentity } from './identity/identity.ts'
import { nodeCrypto } from './identity/node-crypto.ts'
import { openFolder } from './journal/disk.ts'
import { openStore } from './journal/store.ts'
import { createEngine, type Engine } from './start-engine.ts'
import { type BootInput, JOURNAL_MAX_BYTES } from './start-parts.ts'
import type { RunningAgent, StartConfig, StartPorts } from './start-ports.ts'
import { namesMessage, statusMessage, statusOf } from './start-status.ts'
import { createMqttConnect } from './uplink/mqtt-transport.ts'
import { createSender, type Sender } from './uplink/sender.ts'
import { createUplink, type Uplink } from './uplink/uplink.ts'

export type { Log, Machine, RunningAgent, StartConfig, StartPorts } from './start-ports.ts'

/** Starts the agent whose identity lies in `config.dataDir`. Time passes only through `ports.clock`.
 *  @throws NOT_ENROLLED when there is none, IDENTITY_DAMAGED */
export async function start(config: StartConfig, ports: StartPorts): Promise<RunningAgent> {
  const identity = loadIdentity(config.dataDir, nodeCrypto)
  const { gatewayId, epoch } = identity.grant
  const disk = ports.disk ?? openFolder(join(config.dataDir, `${gatewayId}-${epoch}`))
  const store = openStore(disk, config.journal?.maxBytes ?? JOURNAL_MAX_BYTES, nodeCrypto)
  const boot = beginBoot(config.dataDir, ports.agentVersion)
  ports.log.info({ event: 'agent.started', gatewayId, epoch, boot: boot.number, why: boot.why }, 'agent started')
  return run({ config, ports, identity, boot, store })
}

type Listener = () => void
/** What is joined after the engine was made, because each needs the other. */
type Joined = { readonly engine: Engine; readonly uplink: Uplink; readonly sender: Sender }

function run(input: BootInput): RunningAgent {
  const { config, ports, boot, store } = input
  const listeners = new Set<Listener>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const joined = joinParts(input, changed)
  const { engine, uplink } = joined
  let isStopping = false
  let cancelMinute = () => {}
  const armMinute = (delayMs: number) => {
    cancelMinute = ports.clock.after(delayMs, () => {
      if (!isStopping) armMinute(engine.minute())
    })
  }
  engine.begin()
  for (const source of ports.sources) {
    source.start((look) => {
      if (!isStopping) engine.parts.meter.look(look)
    })
  }
  armMinute(engine.parts.meter.minuteEndsInMs(ports.clock.monoMs()))
  if ((config.uplink ?? 'on') === 'on') uplink.want()
  return {
    status: () => statusOf(engine.parts, uplink),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    connectUplink: () => uplink.want(),
    disconnectUplink: () => uplink.unwant(),
    async stop() {
      if (isStopping) return
      isStopping = true
      cancelMinute()
      await Promise.all(ports.sources.map((source) => source.stop()))
      engine.end()
      joined.sender.pump()
      await uplink.unwant()
      store.disk.close()
      endBoot(config.dataDir, boot.number, ports.agentVersion)
      ports.log.info({ event: 'agent.stopped', boot: boot.number }, 'agent stopped')
    },
  }
}

/** Engine, uplink and sender, each knowing the others. */
function joinParts(input: BootInput, changed: () => void): Joined {
  const { ports, identity } = input
  const { clock, log } = ports
  const statements = topicOf(identity.grant.gatewayId, 'statement')
  const refused = new Set<number>()
  const forgetTaken = () => {
    const { unreceipted } = engine.sendView()
    for (const ordinal of refused) if (!unreceipted.has(ordinal)) refused.delete(ordinal)
    if (refused.size === 0) engine.parts.alerts.clear('STATEMENT_REFUSED')
  }
  const engine = createEngine(input, {
    onSigned() {
      forgetTaken()
      sender.pump()
    },
    onWindow: () => tellStatus(joined, input),
    onChange: changed,
  })
  const uplink = createUplink({
    clock,
    random: ports.random,
    connect: ports.connect ?? createMqttConnect(clock),
    grant: identity.grant,
    status: (state) => statusMessage(engine.parts, state),
    onReceipt: (payload) => engine.receipt(payload),
    onOpen() {
      log.info({ event: 'uplink.opened' }, 'connected to the broker')
      engine.parts.alerts.clear('UPLINK_FAILED')
      tellStatus(joined, input)
      sender.opened()
      changed()
    },
    onClose(reason) {
      log.warn({ event: 'uplink.closed', reason }, 'connection to the broker closed')
      if (uplink.isWanted()) engine.parts.alerts.raise('UPLINK_FAILED', clock.wallMs(), reason)
      sender.closed()
      changed()
    },
  })
  const sender = createSender({
    clock,
    schedule: engine.parts.schedule,
    view: engine.sendView,
    compactOf: engine.compactOf,
    publish: (payload, onTaken) => uplink.publish({ topic: statements, payload, isRetained: false }, onTaken),
    onRefused(ordinals) {
      for (const ordinal of ordinals) refused.add(ordinal)
      engine.parts.alerts.raise('STATEMENT_REFUSED', clock.wallMs())
      log.warn({ event: 'statement.refused', count: ordinals.length }, 'the broker closed right after a statement')
    },
  })
  const joined = { engine, uplink, sender }
  return joined
}

/** Unsigned, retained, for information: the state of this gateway and, where the site allows it, names of cameras. */
function tellStatus({ engine, uplink }: Joined, { config, identity }: BootInput): void {
  if (!uplink.isOpen()) return
  const { gatewayId } = identity.grant
  const status = statusMessage(engine.parts, 'online')
  uplink.publish({ topic: topicOf(gatewayId, 'status'), payload: status, isRetained: true })
  if (!config.shareNames) return
  uplink.publish({ topic: topicOf(gatewayId, 'names'), payload: namesMessage(engine.parts), isRetained: true })
}
