/** The vector files that hold signatures and digests are what their builders make, byte for byte. */
import t from 'tap'
import { cameraKeyVectors, enrollmentVectors } from './testing/vector-enrollment.ts'
import { textOfVectors, writeVectors } from './testing/vector-file.ts'
import { jwsVectors, keyVectors, wordVectors } from './testing/vector-keys.ts'
import { ledgerVectors } from './testing/vector-ledger.ts'
import { receiptVectors } from './testing/vector-receipts.ts'
import { statementVectors } from './testing/vector-statements.ts'

const builders = {
  keys: keyVectors,
  words: wordVectors,
  jws: jwsVectors,
  statements: statementVectors,
  receipts: receiptVectors,
  enrollment: enrollmentVectors,
  'camera-keys': cameraKeyVectors,
  ledger: ledgerVectors,
}

t.test('the committed vectors are what is built today', async (t) => {
  for (const [name, build] of Object.entries(builders)) {
    const text = `${JSON.stringify(build(), null, 2)}\n`
    if (process.env['CAMTALLY_WRITE_VECTORS'] !== undefined) writeVectors(name, text)
    t.equal(textOfVectors(name), text, `${name}.json`)
  }
})
