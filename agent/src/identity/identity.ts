/** Who this gateway is: its key, its enrollment and the account's camera secret, as they lie on disk. */
import {
  type Crypto,
  type EnrollmentGrant,
  fingerprintWords,
  parseEnrollmentGrant,
  parseJson,
  thumbprint,
} from '@camtally/protocol'
import { IdentityError } from './errors.ts'
import { CAMERA_SECRET, ENROLLMENT, findText, GATEWAY_KEY, parseCameraSecret } from './files.ts'
import { type KeyPair, keyPairFromPem } from './node-crypto.ts'

/** An enrolled gateway. `kid` names its key; `fingerprint` is the key as six words. */
export type Identity = {
  readonly key: KeyPair
  readonly kid: string
  readonly fingerprint: readonly string[]
  readonly cameraSecret: Uint8Array
  readonly grant: EnrollmentGrant
}

/** Reads the identity in a data folder. @throws NOT_ENROLLED IDENTITY_DAMAGED */
export function loadIdentity(dataDir: string, crypto: Crypto): Identity {
  const identity = findIdentity(dataDir, crypto)
  if (identity === undefined) throw new IdentityError('NOT_ENROLLED', dataDir)
  return identity
}

/** The identity in a data folder, or undefined if the machine is not enrolled. @throws IDENTITY_DAMAGED */
export function findIdentity(dataDir: string, crypto: Crypto): Identity | undefined {
  const enrollment = findText(dataDir, ENROLLMENT)
  if (enrollment === undefined) return undefined
  const grant = damagedUnless(ENROLLMENT, () => parseEnrollmentGrant(parseJson(enrollment)))
  const key = damagedUnless(GATEWAY_KEY, () => keyPairFromPem(findText(dataDir, GATEWAY_KEY) ?? ''))
  const cameraSecret = damagedUnless(CAMERA_SECRET, () => parseCameraSecret(findText(dataDir, CAMERA_SECRET) ?? ''))
  return {
    key,
    kid: thumbprint(key.publicKey, crypto),
    fingerprint: fingerprintWords(key.publicKey, crypto),
    cameraSecret,
    grant,
  }
}

function damagedUnless<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw new IdentityError('IDENTITY_DAMAGED', file)
  }
}
