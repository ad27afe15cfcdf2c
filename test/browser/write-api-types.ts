/** Writes the page's API types anew: `node test/browser/write-api-types.ts`, after a route of the collector changed. */
import { writeFileSync } from 'node:fs'
import { apiTypes, apiTypesFile, offeredDocument } from './api-types.ts'

writeFileSync(apiTypesFile, apiTypes(await offeredDocument()))
