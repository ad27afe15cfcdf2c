/** Everything a seller and an installer do on the first day, through the public API: prices, customer, sites, plan,
 *  claims, enrollment. The second gateway gets the camera secret of the first in a file, as an installer would carry
 *  it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { enroll, exportCameraKey, systemRandom } from '@camtally/agent'
import type { CollectorClient } from './collector-client.ts'
import { demoRateCard } from './rate-card.ts'
import { type StoryGateway, story } from './story.ts'

export const TIME_ZONE = 'America/New_York'

export type DemoGateway = { readonly dataDir: string; readonly gatewayId: string; readonly story: StoryGateway }
export type DemoAccount = { readonly accountId: string; readonly gateways: readonly DemoGateway[] }

export async function setUp(client: CollectorClient, url: string, folder: string): Promise<DemoAccount> {
  await client.post('/v1/rate-cards', demoRateCard)
  const account = await client.post<{ accountId: string }>('/v1/accounts', {
    name: 'Northgate Cold Storage',
    timeZone: TIME_ZONE,
    currency: 'USD',
    address: ['Northgate Cold Storage', '18 Wharf Road', 'Newark, NJ 07114', 'United States'],
    taxIds: [{ label: 'EIN', value: '00-0000000' }],
  })
  const base = `/v1/accounts/${account.accountId}`
  await client.post(`${base}/subscription`, { tier: 'basic', frequency: 'monthly' })
  const gateways: DemoGateway[] = []
  for (const [i, gateway] of story.entries()) {
    const site = await client.post<{ siteId: string }>(`${base}/sites`, { name: gateway.site })
    const { claim } = await client.post<{ claim: string }>(`${base}/claims`, {
      siteId: site.siteId,
      name: gateway.name,
    })
    const dataDir = join(folder, `gateway-${i + 1}`)
    const first = gateways[0]
    const cameraKeyFile = first && carryCameraKey(first.dataDir, join(folder, 'camera-key'))
    const request = { dataDir, collectorUrl: url, claim, ...(cameraKeyFile ? { cameraKeyFile } : {}) }
    const identity = await enroll(request, { random: systemRandom })
    gateways.push({ dataDir, gatewayId: identity.grant.gatewayId, story: gateway })
  }
  return { accountId: account.accountId, gateways }
}

function carryCameraKey(fromDataDir: string, file: string): string {
  writeFileSync(file, exportCameraKey(fromDataDir), { mode: 0o600 })
  return file
}
