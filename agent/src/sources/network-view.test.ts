/** Whose fault a failed look is: unknown is never "disconnected", and an unplugged camera is never "unknown". */
import t from 'tap'
import { createNetworkView, type LocalNetwork } from './network-view.ts'

const loopback: LocalNetwork = { cidr: '127.0.0.1/8', isLoopback: true }
const cameras: LocalNetwork = { cidr: '192.168.1.7/24', isLoopback: false }
const uplink: LocalNetwork = { cidr: '10.9.0.2/16', isLoopback: false }
const six: LocalNetwork = { cidr: 'fd00::7/64', isLoopback: false }

t.test('a fault of our own is unknown, a fault of the camera is not', async (t) => {
  for (const { name, before = [loopback, cameras, uplink, six], now = before, host, code, want } of [
    { name: 'no route', host: '192.168.1.20', code: 'ENETUNREACH', want: 'GATEWAY_OFFLINE' },
    { name: 'no files left', host: '127.0.0.1', code: 'EMFILE', want: 'GATEWAY_BUSY' },
    { name: 'the resolver is away', host: 'gate.local', code: 'EAI_AGAIN', want: 'GATEWAY_OFFLINE' },
    { name: 'an unplugged camera', host: '192.168.1.20', code: 'EHOSTUNREACH', want: undefined },
    { name: 'an unplugged camera, IPv6', host: 'fd00::20', code: 'EHOSTUNREACH', want: undefined },
    { name: 'a router says no', host: '172.16.0.9', code: 'EHOSTUNREACH', want: undefined },
    { name: 'a closed port', host: '192.168.1.20', code: 'ECONNREFUSED', want: undefined },
    { name: 'all cables pulled', now: [loopback], host: '192.168.1.20', code: 'EHOSTUNREACH', want: 'GATEWAY_OFFLINE' },
    {
      name: 'the cameras’ cable pulled',
      now: [loopback, uplink],
      host: '192.168.1.20',
      code: 'ETIMEDOUT',
      want: 'GATEWAY_OFFLINE',
    },
    {
      name: 'the uplink’s cable pulled',
      now: [loopback, cameras],
      host: '192.168.1.20',
      code: 'ETIMEDOUT',
      want: undefined,
    },
    {
      name: 'a loopback camera needs no cable',
      now: [loopback],
      host: '127.0.1.3',
      code: 'ECONNREFUSED',
      want: undefined,
    },
    { name: 'a name without an address', host: 'gate.local', code: 'ENOTFOUND', want: undefined },
  ] as { name: string; before?: LocalNetwork[]; now?: LocalNetwork[]; host: string; code: string; want?: string }[]) {
    let present = before
    const view = createNetworkView(() => present)
    present = now
    t.equal(view.ownFault(host, { is: 'socket', code }), want, name)
  }
})

t.test('a look that ended by the deadline is unknown only without a network', async (t) => {
  let present = [loopback, cameras]
  const view = createNetworkView(() => present)
  t.equal(view.ownFault('192.168.1.20', { is: 'deadline' }), undefined)
  present = [loopback]
  t.equal(view.ownFault('192.168.1.20', { is: 'deadline' }), 'GATEWAY_OFFLINE')
  present = [loopback, { cidr: '192.168.1.99/24', isLoopback: false }]
  t.equal(view.ownFault('192.168.1.20', { is: 'deadline' }), undefined, 'another address of the same network')
})
