/** Lines of text: broken at spaces, kept where a no-break space stands, and never wider than asked. */
import t from 'tap'
import { breakLines, type TextStyle } from './text-lines.ts'

const style = (font: TextStyle['font'] = 'regular'): TextStyle => ({ font, size: 10, color: '#000000' })
const plain = style()
const bold = style('bold')
/** Every character is a point wide. */
const measure = (text: string) => text.length
const broken = (runs: [string, TextStyle][], width: number) =>
  breakLines(
    runs.map(([text, of]) => ({ text, style: of })),
    width,
    measure,
  ).map((line) => line.runs.map((run) => run.text).join(''))

t.test('lines break at spaces and leave them out at their ends', async (t) => {
  for (const [text, width, want] of [
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 13, ['one two three']],
    ['one two ', 7, ['one two']],
    ['', 7, ['']],
    ['one\u00a0two three', 7, ['one\u00a0two', 'three']],
    ['abcdefghij kl', 4, ['abcd', 'efgh', 'ij', 'kl']],
  ] as const)
    t.same(broken([[text, plain]], width), want, text)
})

t.test('runs that touch stay together: a bold total and the full stop behind it', async (t) => {
  t.same(
    broken(
      [
        ['so it is ', plain],
        ['$1.90', bold],
        ['.', plain],
      ],
      14,
    ),
    ['so it is', '$1.90.'],
  )
})

t.test('a line knows where each run stands and how wide it is', async (t) => {
  const [line] = breakLines(
    [
      { text: 'ab ', style: plain },
      { text: 'cd ', style: bold },
    ],
    20,
    measure,
  )
  t.same(
    line?.runs.map(({ x, width }) => [x, width]),
    [
      [0, 3],
      [3, 2],
    ],
  )
  t.equal(line?.width, 5)
})
