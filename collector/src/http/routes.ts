/** Every route file of the API, by resource. */
import type { Api, ApiDeps } from './api.ts'
import { healthRoutes } from './health-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export const routes: readonly ((api: Api, deps: ApiDeps) => void)[] = [healthRoutes, tokenRoutes]
