/** A second implementation, in Python and from SPEC.md alone, comes to the same end for every vector. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { codeThrownBy } from './testing/vector-file.ts'

const testdata = fileURLToPath(new URL('../testdata/', import.meta.url))

t.test('the second reader differs nowhere', async (t) => {
  const hasPython = codeThrownBy(() => execFileSync('python3', ['--version'])) === 'nothing'
  if (!hasPython) {
    t.comment('python3 is not installed: the second reader was not asked')
    return t.pass('it needs Python 3.8 or later and nothing else')
  }
  const said = execFileSync('python3', ['-B', `${testdata}second-reader/check.py`, `${testdata}vectors`], {
    encoding: 'utf8',
  })
  t.match(said, /^[3-9][0-9]{2} checked, 0 differ$/m)
})
