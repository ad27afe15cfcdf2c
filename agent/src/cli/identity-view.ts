/** Who this gateway is, as commands show it: nothing in here is secret. */
import type { Identity } from '../identity/identity.ts'
import { columns, type Paint } from './paint.ts'

/** `keyId`: the RFC 7638 thumbprint; `fingerprint`: the same key as six words, for people. */
export type IdentityView = {
  readonly gatewayId: string
  readonly accountId: string
  readonly siteId: string
  readonly epoch: number
  readonly fingerprint: readonly string[]
  readonly keyId: string
  readonly broker: string
}

export function identityView({ grant, fingerprint, kid }: Identity): IdentityView {
  const { gatewayId, accountId, siteId, epoch } = grant
  return { gatewayId, accountId, siteId, epoch, fingerprint, keyId: kid, broker: grant.mqtt.url }
}

export function identityLines(view: IdentityView, paint: Paint): string {
  return columns([
    ['gateway', view.gatewayId],
    ['account', view.accountId],
    ['site', view.siteId],
    ['epoch', String(view.epoch)],
    ['fingerprint', paint('bold', view.fingerprint.join(' '))],
    ['key', view.keyId],
    ['broker', view.broker],
  ])
}
