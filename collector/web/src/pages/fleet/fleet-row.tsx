/** One gateway as a row: health in a word, ages and errors with their units, unknown as a dash. */
import type { Gateway, GatewayHealth } from '../../model.ts'
import { percentText } from '../../format/percent.ts'
import { ageText } from '../../parts/age.ts'
import { Icon } from '../../parts/icon.tsx'
import { accountUrl } from '../../route.ts'
import { languageNow, say } from '../../texts/say.ts'

/** Under this coverage a day is incomplete; over these the figure itself is the warning. */
const lowCoveragePercent = 95
const lateMs = 10 * 60_000
const clockErrorMs = 60_000

type RowProps = { readonly gateway: Gateway; readonly nowMs: number; readonly revokeHref: string }

export function FleetRow({ gateway, nowMs, revokeHref }: RowProps) {
  const { coverage } = gateway
  const isLow = coverage !== null && coverage.coveredMinutes * 100 < coverage.expectedMinutes * lowCoveragePercent
  const ageMs = gateway.lastHeartbeatAt === null ? undefined : nowMs - Date.parse(gateway.lastHeartbeatAt)
  const error = gateway.clockErrorMs
  const canRevoke = gateway.health !== 'revoked'
  const revokeName = say('fleet.revokeNamed', { gateway: gateway.gateway })
  return (
    <>
      <th scope="row">
        <span class="key">{gateway.gateway}</span>
        {gateway.name !== null && <small>{gateway.name}</small>}
        {canRevoke && (
          <a class="narrow-only" href={revokeHref} aria-label={revokeName}>
            {say('fleet.revoke')}
          </a>
        )}
      </th>
      <td>
        <HealthBadge health={gateway.health} />
      </td>
      <td class="mid-only">
        <a href={accountUrl(gateway.account.id, 'overview')}>{gateway.account.name}</a>
      </td>
      <td class="wide-only">{gateway.site?.name ?? <Unknown />}</td>
      <td class={warned((ageMs ?? 0) > lateMs, 'num nowrap')}>{ageMs === undefined ? <Unknown /> : ageText(ageMs)}</td>
      <td class={warned(error !== null && Math.abs(error) > clockErrorMs, 'num mid-only')}>
        {error === null ? <Unknown /> : <ClockError errorMs={error} />}
      </td>
      <td class={warned(isLow, 'num mid-only')}>
        {percentText(coverage && (coverage.coveredMinutes * 100) / Math.max(1, coverage.expectedMinutes))}
      </td>
      <td class="num wide-only">{gateway.journal === null ? <Unknown /> : say('number', { n: gateway.journal })}</td>
      <td class="wide-only">{gateway.version ?? <Unknown />}</td>
      <td class="num mid-only">
        {canRevoke && (
          <a class="button plain small" href={revokeHref} aria-label={revokeName}>
            {say('fleet.revoke')}
          </a>
        )}
      </td>
    </>
  )
}

const tones: Readonly<Record<GatewayHealth, '' | 'warn' | 'bad'>> = {
  healthy: '',
  late: 'warn',
  clock: 'warn',
  silent: 'bad',
  forked: 'bad',
  revoked: '',
}

export function HealthBadge({ health }: { readonly health: GatewayHealth }) {
  const tone = tones[health]
  const icon = tone === '' ? (health === 'revoked' ? 'refused' : 'check') : tone
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {say(`health.${health}`)}
    </span>
  )
}

function ClockError({ errorMs }: { readonly errorMs: number }) {
  const seconds = new Intl.NumberFormat(languageNow(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const sign = errorMs < 0 ? '−' : '+'
  return (
    <>
      {sign}
      {seconds.format(Math.abs(errorMs) / 1000)} <span class="unit">{say('unit.s')}</span>
    </>
  )
}

function Unknown() {
  return (
    <>
      <span class="hidden-text">{say('value.unknown')}</span>
      <span aria-hidden="true">–</span>
    </>
  )
}

function warned(isWarning: boolean, look: string): string {
  return isWarning ? `${look} warn-text` : look
}
