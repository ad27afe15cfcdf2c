/** Whose fault a failed look is: the camera's, or our own network's. Unknown is never "disconnected" (sources.md), and
 *  an unplugged camera must not pass as unknown: Linux says EHOSTUNREACH for both. */
import { BlockList, isIP, isIPv6 } from 'node:net'
import type { LinkFault } from './rtsp-link.ts'

/** As os.networkInterfaces() lists them: running interfaces alone, so a pulled cable takes its own away. */
export type LocalNetwork = { readonly cidr: string; readonly isLoopback: boolean }

/** Codes of our own machine: no route, no interface, no port, file or memory left, a rule against it. */
const ownCodes: Readonly<Record<string, 'GATEWAY_OFFLINE' | 'GATEWAY_BUSY'>> = {
  ENETUNREACH: 'GATEWAY_OFFLINE',
  ENETDOWN: 'GATEWAY_OFFLINE',
  EADDRNOTAVAIL: 'GATEWAY_OFFLINE',
  EACCES: 'GATEWAY_OFFLINE',
  EPERM: 'GATEWAY_OFFLINE',
  EAI_AGAIN: 'GATEWAY_OFFLINE',
  EMFILE: 'GATEWAY_BUSY',
  ENFILE: 'GATEWAY_BUSY',
  ENOBUFS: 'GATEWAY_BUSY',
  ENOMEM: 'GATEWAY_BUSY',
}

export interface NetworkView {
  /** Our own fault behind a failed look at `host`, if it is ours. Looks at the interfaces only when asked. */
  ownFault(host: string, fault: LinkFault): 'GATEWAY_OFFLINE' | 'GATEWAY_BUSY' | undefined
}

/** `networks` is asked at each failure. Remembers every network that was ever there: a camera of a network that went
 *  away (cable of the camera side pulled) is unknown, while one of a network that is there does not answer. */
export function createNetworkView(networks: () => readonly LocalNetwork[]): NetworkView {
  const remembered = new Map<string, BlockList>()
  const remember = (present: readonly LocalNetwork[]) => {
    for (const { cidr } of present)
      if (!remembered.has(cidr) && remembered.size < 256) remembered.set(cidr, blockOf(cidr))
  }
  remember(networks())
  return {
    ownFault(host, fault) {
      const own = fault.is === 'socket' ? ownCodes[fault.code] : undefined
      if (own) return own
      if (isLoopbackHost(host)) return undefined
      const present = networks()
      remember(present)
      if (!present.some((network) => !network.isLoopback)) return 'GATEWAY_OFFLINE'
      const holding = [...remembered].filter(([, block]) => holds(block, host)).map(([cidr]) => cidr)
      const isGone = holding.length > 0 && !present.some(({ cidr }) => holding.includes(cidr))
      return isGone ? 'GATEWAY_OFFLINE' : undefined
    },
  }
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function blockOf(cidr: string): BlockList {
  const block = new BlockList()
  const [address = '', prefix = ''] = cidr.split('/')
  if (isIP(address) !== 0) block.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
  return block
}

/** A host name is in no network: which one it was is known to the resolver alone. */
function holds(block: BlockList, host: string): boolean {
  return isIP(host) !== 0 && block.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}
