/** Answers of cameras, honest and not: each either read or refused, and never kept beyond the limits. */
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { BODY_MAX_BYTES, createAnswerReader, HEAD_MAX_BYTES, headerOf } from './rtsp-answer.ts'

const seed = Number(process.env['CAMTALLY_SEED'] ?? randomInt(2 ** 31))
t.comment(`replay: CAMTALLY_SEED=${seed} npx tap agent/src/sources/rtsp-answer.test.ts`)

const read = (text: string) => createAnswerReader().push(Buffer.from(text, 'latin1'))

t.test('RFC 2326 7: an answer is read with its status, number, headers and body', async (t) => {
  for (const { name, text, want } of [
    {
      name: 'plain',
      text: 'RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n',
      want: { is: 'whole', head: { status: 200, cseq: 1 } },
    },
    {
      name: 'no reason',
      text: 'RTSP/1.0 401\r\ncseq:  7 \r\n\r\n',
      want: { is: 'whole', head: { status: 401, cseq: 7 } },
    },
    { name: 'bare line feeds', text: 'RTSP/1.0 200 OK\nCSeq: 1\n\n', want: { is: 'whole', head: { cseq: 1 } } },
    {
      name: 'a body',
      text: 'RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 3\r\n\r\nv=0 and more',
      want: { is: 'whole', body: Buffer.from('v=0') },
    },
    {
      name: 'body to come',
      text: 'RTSP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nv',
      want: { is: 'unfinished', head: { status: 200 } },
    },
    { name: 'no number', text: 'RTSP/1.0 200 OK\r\n\r\n', want: { is: 'whole', head: { cseq: undefined } } },
    { name: 'number of letters', text: 'RTSP/1.0 200 OK\r\nCSeq: 1x\r\n\r\n', want: { head: { cseq: undefined } } },
    {
      name: 'garbage header lines',
      text: 'RTSP/1.0 200 OK\r\n: x\r\nno colon\r\nA b: c\r\nCSeq: 1\r\n\r\n',
      want: { head: { cseq: 1 } },
    },
    { name: 'HTTP', text: 'HTTP/1.1 400 Bad Request\r\n\r\n', want: { is: 'fault', fault: 'NOT_RTSP' } },
    { name: 'SSH', text: 'SSH-2.0-OpenSSH', want: { is: 'fault', fault: 'NOT_RTSP' } },
    { name: 'interleaved media', text: '$\u0000\u0000\u0004abcd', want: { is: 'fault', fault: 'NOT_RTSP' } },
    { name: 'a request', text: 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n', want: { is: 'fault', fault: 'NOT_RTSP' } },
    { name: 'status 99', text: 'RTSP/1.0 099 No\r\n\r\n', want: { is: 'fault', fault: 'NOT_RTSP' } },
    {
      name: 'two lengths',
      text: 'RTSP/1.0 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n',
      want: { is: 'fault', fault: 'NOT_RTSP' },
    },
    {
      name: 'negative length',
      text: 'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n',
      want: { is: 'fault', fault: 'NOT_RTSP' },
    },
    { name: 'nothing yet', text: '', want: { is: 'unfinished', head: undefined } },
    { name: 'half a line', text: 'RTS', want: { is: 'unfinished' } },
  ])
    t.match(read(text), want, name)
  const folded = read(
    'RTSP/1.0 401 No\r\nWWW-Authenticate: Digest a="b",\r\n\tc="d"\r\nwww-authenticate: Basic\r\n\r\n',
  )
  t.same(folded.head?.headers.get('www-authenticate'), ['Digest a="b", c="d"', 'Basic'], 'folded and repeated headers')
  t.equal(folded.head && headerOf(folded.head, 'nothing'), undefined)
})

t.test('a head over 16 KiB and a body over 64 KiB are cut off', async (t) => {
  const long = `RTSP/1.0 200 OK\r\nX: ${'a'.repeat(HEAD_MAX_BYTES)}`
  t.match(read(long), { is: 'fault', fault: 'ANSWER_TOO_LONG', head: undefined }, 'a header without end')
  t.match(read(`${long}\r\n\r\n`), { is: 'fault', fault: 'ANSWER_TOO_LONG' }, 'a whole one that is too long')
  const big = read(`RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: ${BODY_MAX_BYTES + 1}\r\n\r\n`)
  t.match(
    big,
    { is: 'fault', fault: 'ANSWER_TOO_LONG', head: { cseq: 1 } },
    'the head stands, the body is refused unseen',
  )
  const fits = read(`RTSP/1.0 200 OK\r\nContent-Length: ${BODY_MAX_BYTES}\r\n\r\n${'b'.repeat(BODY_MAX_BYTES)}`)
  t.equal(fits.is, 'whole', 'exactly the limit is read')
})

const word = fc.oneof(
  fc.constantFrom(
    'RTSP/1.0 200 OK\r\n',
    'RTSP/1.0 ',
    'CSeq: 1\r\n',
    'Content-Length: 5\r\n',
    '\r\n',
    '\n\n',
    'v=0\r\n',
    ' ',
    ':',
  ),
  fc.string({ maxLength: 20 }),
)
const answers = fc.array(word, { maxLength: 30 }).map((words) => words.join(''))

t.test('no answer, however it is cut into pieces, is read in two ways', async (t) => {
  fc.assert(
    fc.property(answers, fc.array(fc.nat(40), { maxLength: 20 }), (text, cuts) => {
      const whole = read(text)
      const reader = createAnswerReader()
      const bytes = Buffer.from(text, 'latin1')
      let state = reader.push(Buffer.alloc(0))
      let from = 0
      for (const length of [...cuts, bytes.length]) {
        state = reader.push(bytes.subarray(from, from + length))
        from += length
      }
      t.same(state, whole)
    }),
    { seed, numRuns: 500 },
  )
})

t.test('what comes after a refusal is not kept', async (t) => {
  const reader = createAnswerReader()
  reader.push(Buffer.from('HTTP/1.1 200 OK\r\n'))
  const chunk = Buffer.alloc(1 << 20, 'x')
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < 100; i += 1) reader.push(chunk)
  t.ok(process.memoryUsage().arrayBuffers - before < 8 << 20, '100 MB went by')
})
