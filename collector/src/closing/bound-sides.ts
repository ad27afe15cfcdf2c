/** Which branches beside the chains earlier closes have bound: a close names each branch once. */
import { parseCloseRow } from '@camtally/protocol'
import { type BoundSides, type RowFile, sideName } from './close-content.ts'

/** From the stored rows that name sides; `add` takes those of a close just made. */
export function boundSidesOf(rows: readonly { readonly body: Uint8Array }[]): {
  readonly of: BoundSides
  readonly add: (rows: readonly Pick<RowFile, 'body'>[]) => void
} {
  const bound = new Map<string, Set<string>>()
  const add = (added: readonly { readonly body: Uint8Array }[]) => {
    for (const { body } of added) {
      const { gw, ep, side } = parseCloseRow(new Uint8Array(body))
      const names = bound.get(`${gw} ${ep}`) ?? new Set()
      bound.set(`${gw} ${ep}`, names)
      for (const row of side) names.add(sideName(row))
    }
  }
  add(rows)
  return { of: (gatewayId, epoch) => bound.get(`${gatewayId} ${epoch}`) ?? new Set(), add }
}
