/** Private keys: one file and one use each, never open to others, never made twice. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJws } from '@camtally/protocol'
import t from 'tap'
import { nodeCrypto } from '../node-crypto.ts'
import { createKeyFile, ensureKeyFile, readKeyFile } from './key-file.ts'
import { signersFor } from './signer.ts'

const folder = mkdtempSync(join(tmpdir(), 'camtally-keys-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
const seed = (fill: number) => new Uint8Array(32).fill(fill)

t.test('a key file is made once, mode 0600, and read back as the same key', async (t) => {
  const path = join(folder, 'deep', 'receipt-key')
  const made = createKeyFile(path, seed(1))
  t.equal(statSync(path).mode & 0o777, 0o600)
  t.match(readFileSync(path, 'utf8'), /^-----BEGIN PRIVATE KEY-----/)
  t.same(readKeyFile(path).publicKey, made.publicKey)
  // The well-known public key of the seed of 32 bytes of 1.
  const wellKnown = '8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c'
  t.equal(Buffer.from(made.publicKey).toString('hex'), wellKnown)
  t.throws(() => createKeyFile(path, seed(2)), { code: 'EEXIST' })
  t.same(ensureKeyFile(path, () => seed(3)).publicKey, made.publicKey)
  t.throws(() => createKeyFile(join(folder, 'short'), new Uint8Array(31)), { name: 'RangeError' })
})

t.test('a key file that is missing, open to others or no Ed25519 key stops the start', async (t) => {
  t.throws(() => readKeyFile(join(folder, 'none')), { code: 'KEY_FILE_MISSING' })
  const path = join(folder, 'open')
  createKeyFile(path, seed(4))
  chmodSync(path, 0o644)
  t.throws(() => readKeyFile(path), { code: 'KEY_FILE_OPEN_TO_OTHERS' })
  chmodSync(path, 0o440)
  t.doesNotThrow(() => readKeyFile(path), 'as systemd and Kubernetes mount it')
  const text = join(folder, 'text')
  writeFileSync(text, 'not a key', { mode: 0o600 })
  t.throws(() => readKeyFile(text), { code: 'KEY_FILE_MALFORMED' })
})

t.test('a signer signs what its use allows and nothing else; two uses never share a key', async (t) => {
  const receipt = createKeyFile(join(folder, 'r'), seed(5))
  const billing = createKeyFile(join(folder, 'b'), seed(6))
  const signers = signersFor({ receipt, billing }, nodeCrypto)
  const signed = signers.receipt.sign('camtally-receipt+jws', '{"v":1}')
  const findKey = (kid: string) => (kid === signers.receipt.kid ? receipt.publicKey : undefined)
  const opened = openJws(signed, { typ: 'camtally-receipt+jws', findKey }, nodeCrypto)
  t.equal(Buffer.from(opened.payloadBytes).toString(), '{"v":1}')
  t.throws(() => signers.receipt.sign('camtally-close+jws', '{}'), { message: /does not sign/ })
  t.throws(() => signers.billing.sign('camtally-receipt+jws', '{}'), { message: /does not sign/ })
  t.throws(() => signers.billing.sign('camtally-statement+jws', '{}'), { message: /does not sign/ })
  t.ok(signers.billing.sign('camtally-manifest+jws', '{}'))
  t.throws(() => signersFor({ receipt, billing: receipt }, nodeCrypto), { code: 'KEY_SHARED' })
})
