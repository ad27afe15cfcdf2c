/** The URL as the state of a page. */
import t from 'tap'
import { accountUrl, homeOf, isOpenTo, parseRoute } from './route.ts'

const parse = (url: string) => parseRoute(new URL(url, 'http://page.example'))

t.test('a URL names a page, an account and what is opened on it', async (t) => {
  t.same(parse('/'), { page: 'home' })
  t.same(parse('/fleet?health=late'), { page: 'fleet', query: { health: 'late' } })
  t.same(parse('/accounts'), { page: 'accounts', query: {} })
  t.same(parse('/accounts/a/usage?day=2027-03-26'), { page: 'usage', account: 'a', query: { day: '2027-03-26' } })
  t.same(parse('/accounts/a/invoices/i'), { page: 'invoices', account: 'a', item: 'i', query: {} })
  for (const url of ['/nowhere', '/accounts/a', '/accounts/a/fleet', '/accounts/a/usage/x', '/fleet/a'])
    t.same(parse(url), { page: 'unknown' }, url)
})

t.test('what is written can be parsed', async (t) => {
  const url = accountUrl('a/b', 'cameras', { find: 'Dock 2 & 3', site: '', day: undefined })
  t.same(parse(url), { page: 'cameras', account: 'a/b', query: { find: 'Dock 2 & 3' } })
})

t.test('each role begins where it works and opens only its pages', async (t) => {
  t.equal(homeOf('customerViewer', 'a'), '/accounts/a/overview')
  t.equal(homeOf('auditor', 'a'), '/accounts/a/evidence')
  t.equal(homeOf('ops', undefined), '/fleet')
  t.equal(isOpenTo('customerAdmin', parse('/fleet')), false)
  t.equal(isOpenTo('auditor', parse('/accounts/a/billing')), false)
  t.equal(isOpenTo('ops', parse('/accounts/a/billing')), true)
})
