/** The signers of a start: keys that are given, or those of an installation of its own, made at the first start. */
import { join } from 'node:path'
import type { Random } from './clock.ts'
import type { CollectorConfig } from './config.ts'
import { ensureKeyFile, type PrivateKey, readKeyFile } from './keys/key-file.ts'
import { type Signer, signersFor } from './keys/signer.ts'
import { nodeCrypto } from './node-crypto.ts'

/** @throws StartError KEY_FILE_MISSING, KEY_FILE_OPEN_TO_OTHERS, KEY_FILE_MALFORMED, KEY_SHARED */
export function openSigners(
  config: CollectorConfig,
  random: Random,
): { readonly receipt: Signer; readonly billing: Signer } {
  const keyAt = (given: string | undefined, name: string): PrivateKey =>
    given === undefined ? ensureKeyFile(join(config.dataDir, name), () => random.bytes(32)) : readKeyFile(given)
  const receipt = keyAt(config.receiptKeyFile, 'receipt-key')
  const billing = keyAt(config.billingKeyFile, 'billing-key')
  return signersFor({ receipt, billing }, nodeCrypto)
}
