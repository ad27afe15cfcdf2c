/** Digest and Basic against the examples of the RFCs. */
import t from 'tap'
import { authorization, type Challenge, parseChallenges } from './rtsp-login.ts'

const responseIn = (value: string) => /response="([^"]+)"/.exec(value)?.[1]

t.test('RFC 2617 3.5 and RFC 7616 3.9.1: a digest is the one of the examples', async (t) => {
  const mufasa = { username: 'Mufasa', password: 'Circle Of Life' }
  const newer = { username: 'Mufasa', password: 'Circle of Life' }
  const old = { nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093', realm: 'testrealm@host.com' }
  const young = { nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', realm: 'http-auth@example.org' }
  const opaque = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS'
  const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
  const base = { scheme: 'digest', opaque, hasQop: true, isStale: false } as const
  for (const { name, challenge, credentials, cnonce: own, want } of [
    {
      name: 'RFC 2617 with qop',
      challenge: { ...base, ...old, algorithm: undefined },
      credentials: mufasa,
      cnonce: '0a4f113b',
      want: '6629fae49393a05397450978507c4ef1',
    },
    {
      name: 'RFC 7616 MD5',
      challenge: { ...base, ...young, algorithm: 'MD5' },
      credentials: newer,
      cnonce,
      want: '8ca523f5e9506fed4657c9700eebdbec',
    },
    {
      name: 'RFC 7616 SHA-256',
      challenge: { ...base, ...young, algorithm: 'SHA-256' },
      credentials: newer,
      cnonce,
      want: '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    },
    {
      name: 'RFC 2069 without qop',
      challenge: { ...base, ...old, hasQop: false, algorithm: undefined },
      credentials: { username: 'Mufasa', password: 'CircleOfLife' },
      cnonce: 'not used',
      want: '1949323746fe6a43ef61f9606e7febea',
    },
  ]) {
    const value = authorization(challenge, credentials, { method: 'GET', uri: '/dir/index.html', cnonce: own })
    t.equal(responseIn(value), want, name)
  }
})

t.test('RFC 7617 2: Basic is user and password in base64', async (t) => {
  const request = { method: 'DESCRIBE', uri: '*', cnonce: '' }
  const value = authorization({ scheme: 'basic' }, { username: 'Aladdin', password: 'open sesame' }, request)
  t.equal(value, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
  t.match(authorization({ scheme: 'basic' }, { username: 'test', password: '123£' }, request), /dGVzdDoxMjPCow==$/)
})

t.test('of the challenges that can be answered the strongest is first', async (t) => {
  const names = (headers: readonly string[]) =>
    parseChallenges(headers).map((one: Challenge) => (one.scheme === 'basic' ? 'basic' : (one.algorithm ?? 'none')))
  for (const { headers, want } of [
    { headers: ['Basic realm="x"', 'Digest realm="x", nonce="n"'], want: ['none', 'basic'] },
    {
      headers: ['Digest realm="x", nonce="n", algorithm=MD5, Digest realm="x", nonce="n", algorithm=SHA-256'],
      want: ['SHA-256', 'MD5'],
    },
    { headers: ['Basic realm="a, Digest b", Digest realm="x",nonce="n",qop="auth,auth-int"'], want: ['none', 'basic'] },
    { headers: ['Digest realm="x", nonce="n", algorithm=SHA-512-256'], want: [] },
    { headers: ['Digest realm="x", nonce="n", qop="auth-int"'], want: [] },
    { headers: ['Digest realm="x"'], want: [] },
    { headers: ['Negotiate', 'Bearer realm="x"', ''], want: [] },
    { headers: ['digest REALM=x, NONCE = n , Stale=TRUE'], want: ['none'] },
  ])
    t.same(names(headers), want, headers.join(' | '))
  const [stale] = parseChallenges(['digest REALM=x, NONCE = n , Stale=TRUE'])
  t.match(stale, { realm: 'x', nonce: 'n', isStale: true })
})

t.test('a realm with quotes cannot break out of its place', async (t) => {
  const [challenge] = parseChallenges(['Digest realm="a\\"b\\\\", nonce="n"'])
  t.match(challenge, { realm: 'a"b\\' })
  if (!challenge) return
  const value = authorization(
    challenge,
    { username: 'u"', password: 'p' },
    { method: 'DESCRIBE', uri: 'rtsp://h/', cnonce: 'c' },
  )
  t.match(value, 'username="u\\"", realm="a\\"b\\\\", nonce="n"')
  t.notMatch(value, 'qop')
})
