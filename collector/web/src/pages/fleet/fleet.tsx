/** Fleet: gateways by health, worst first; enroll by a one-time claim, revoke. */
import { useState } from 'preact/hooks'
import type { Live } from '../../api/live.ts'
import { useLookup } from '../../api/lookup.ts'
import type { FleetCounts, Gateway, GatewayHealth } from '../../model.ts'
import { go } from '../../location.ts'
import { PageHead, Stats } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { LiveLine } from '../../parts/live-line.tsx'
import { OpsList } from '../../parts/ops-list.tsx'
import { Read } from '../../parts/states.tsx'
import { EnrollGateway } from '../../popups/enroll-gateway/view.tsx'
import { RevokeGateway } from '../../popups/revoke-gateway/view.tsx'
import { type Query, withQuery } from '../../route.ts'
import { fleetLookup, gatewaysLookup } from '../../lookups/operations.ts'
import { say } from '../../texts/say.ts'
import { FleetRow, HealthBadge } from './fleet-row.tsx'

/** `liveVersion` rises when the collector tells that the fleet changed. */
type FleetProps = { readonly query: Query; readonly live: Live; readonly liveVersion: number }

const healths: readonly GatewayHealth[] = ['healthy', 'late', 'silent', 'clock', 'forked', 'revoked']

export function Fleet({ query, live, liveVersion }: FleetProps) {
  const [ownVersion, setVersion] = useState(0)
  const version = ownVersion + liveVersion
  const first = useLookup(fleetLookup, version)
  const counts = first.state === 'ready' ? first.body : undefined
  const { window: opened, item, of, ...kept } = query
  const close = () => {
    setVersion((n) => n + 1)
    go(withQuery('/fleet', kept))
  }
  const words = counts
    ? say('fleet.words', { count: counts.gateways, n: counts.gateways, accounts: counts.accounts })
    : say('fleet.wordsFirst')
  return (
    <>
      <PageHead title={say('nav.fleet')} words={words}>
        <div class="actions">
          <LiveLine live={live} timeZone="UTC" />
          <a class="button" href={withQuery('/fleet', { ...kept, window: 'enroll' })}>
            <Icon name="plus" />
            {say('fleet.enroll')}
          </a>
        </div>
      </PageHead>
      {counts ? (
        <HealthStats counts={counts} />
      ) : (
        <Read reading={first} what={say('what.fleet')} children={() => null} />
      )}
      <Gateways query={query} kept={kept} version={version} live={live} />
      {opened === 'enroll' && <EnrollGateway close={close} />}
      {opened === 'revoke' && item !== undefined && of !== undefined && (
        <RevokeGateway account={of} gateway={item} close={close} />
      )}
    </>
  )
}

type GatewaysProps = {
  readonly query: Query
  /** The query without what opens a window. */
  readonly kept: Query
  readonly version: number
  readonly live: Live
}

function Gateways({ query, kept, version, live }: GatewaysProps) {
  const byHealth = {
    name: 'health',
    label: say('fleet.health'),
    any: say('fleet.anyHealth'),
    options: healths.map((health) => [health, say(`health.${health}`)] as const),
  }
  const revokeHref = ({ gateway, account }: Gateway) =>
    withQuery('/fleet', { ...kept, window: 'revoke', item: gateway, of: account.id })
  return (
    <OpsList<Gateway>
      title={say('fleet.gateways')}
      page="/fleet"
      lookup={gatewaysLookup(kept)}
      query={query}
      version={version}
      findHint={say('fleet.findHint')}
      filters={[byHealth]}
      columns={columns()}
      empty={{ title: say('fleet.none'), words: say('fleet.noneHint') }}
      keyOf={({ gateway }) => gateway}
      row={(gateway) => (
        <FleetRow gateway={gateway} nowMs={live.toldAtMs ?? Date.now()} revokeHref={revokeHref(gateway)} />
      )}
    />
  )
}

function columns() {
  return [
    { name: say('fleet.gateway') },
    { name: say('fleet.health') },
    { name: say('account.account'), look: 'mid-only' },
    { name: say('cameras.site'), look: 'wide-only' },
    { name: say('fleet.lastHeartbeat'), look: 'num' },
    { name: say('fleet.clock'), look: 'num mid-only' },
    { name: say('usage.coverage'), look: 'num mid-only' },
    { name: say('fleet.journal'), look: 'num wide-only' },
    { name: say('fleet.version'), look: 'wide-only' },
    { name: say('fleet.action'), look: 'num mid-only' },
  ]
}

function HealthStats({ counts }: { readonly counts: FleetCounts }) {
  const badge = (health: GatewayHealth) => <HealthBadge health={health} />
  const figure = (n: number) => say('number', { n })
  return (
    <Stats
      look="dense"
      stats={[
        { name: say('health.healthy'), figure: figure(counts.healthy), source: say('fleet.healthyWords') },
        { name: badge('late'), figure: figure(counts.late), source: say('fleet.lateWords') },
        { name: badge('silent'), figure: figure(counts.silent), source: say('fleet.silentWords') },
        { name: badge('clock'), figure: figure(counts.clock), source: say('fleet.clockWords') },
        { name: badge('forked'), figure: figure(counts.forked), source: say('fleet.forkedWords') },
        { name: say('fleet.low'), figure: figure(counts.lowCoverage), source: say('fleet.lowWords') },
      ]}
    />
  )
}
