/** Every route file of the API, by resource. */
import type { Api, ApiDeps } from './api.ts'
import { accountRoutes } from './account-routes.ts'
import { cameraFactRoutes } from './camera-fact-routes.ts'
import { cameraRoutes } from './camera-routes.ts'
import { claimRoutes } from './claim-routes.ts'
import { creditNoteRoutes } from './credit-note-routes.ts'
import { dayRoutes } from './day-routes.ts'
import { enrollmentRoutes } from './enrollment-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { gatewayFactRoutes } from './gateway-fact-routes.ts'
import { gatewayRoutes } from './gateway-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { invoiceRoutes } from './invoice-routes.ts'
import { jobRoutes } from './job-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { presenceRoutes } from './presence-routes.ts'
import { rateCardRoutes } from './rate-card-routes.ts'
import { renewalRoutes } from './renewal-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { subscriptionRoutes } from './subscription-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export const routes: readonly ((api: Api, deps: ApiDeps) => void)[] = [
  healthRoutes,
  tokenRoutes,
  rateCardRoutes,
  accountRoutes,
  siteRoutes,
  claimRoutes,
  enrollmentRoutes,
  renewalRoutes,
  keyRoutes,
  gatewayRoutes,
  gatewayFactRoutes,
  subscriptionRoutes,
  invoiceRoutes,
  dayRoutes,
  cameraRoutes,
  cameraFactRoutes,
  presenceRoutes,
  factRoutes,
  creditNoteRoutes,
  jobRoutes,
]
