/** The page's API types are what the collector offers, and what the page wants beyond that is not offered yet. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { apiTypes, apiTypesFile, offeredDocument } from './api-types.ts'

t.test('the page speaks the API as it is: else run `node test/browser/write-api-types.ts`', async (t) => {
  t.equal(readFileSync(apiTypesFile, 'utf8'), apiTypes(await offeredDocument()))
})

t.test('a route that is offered by now is no longer only wanted', async (t) => {
  const routesIn = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^ {2}'([A-Z]+ [^']+)'/gm)].map(([, route]) => route ?? '')
  const offered = new Set(routesIn(apiTypesFile))
  t.ok(offered.size > 20)
  t.same(
    routesIn('collector/web/src/api/wanted.d.ts').filter((route) => offered.has(route)),
    [],
  )
})
