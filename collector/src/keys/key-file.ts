/** Private keys on disk: made once, never overwritten, readable by their owner alone. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { decodeBase64url } from '@camtally/protocol'
import { StartError } from '../start-errors.ts'

export type PrivateKey = {
  readonly key: KeyObject
  /** The 32 bytes of RFC 8032. */
  readonly publicKey: Uint8Array
}

/** RFC 8410: an Ed25519 private key in PKCS #8 is this prefix and the 32 bytes of the seed. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Writes a new key made from 32 random bytes. Synced before it returns, so that nothing is signed with a key that a
 *  power cut takes back. @throws EEXIST: a key is never overwritten. */
export function createKeyFile(path: string, seed: Uint8Array): PrivateKey {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, key.export({ format: 'pem', type: 'pkcs8' }).toString())
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return { key, publicKey: publicBytes(key) }
}

/** Reads a key. @throws StartError KEY_FILE_MISSING, KEY_FILE_OPEN_TO_OTHERS, KEY_FILE_MALFORMED */
export function readKeyFile(path: string): PrivateKey {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode
  if (mode === undefined) throw new StartError('KEY_FILE_MISSING', path)
  // Group read passes: a credential of systemd and a secret of Kubernetes are mounted 0440.
  if ((mode & 0o037) !== 0) throw new StartError('KEY_FILE_OPEN_TO_OTHERS', path)
  const key = parsedKey(path)
  if (key.asymmetricKeyType !== 'ed25519') throw new StartError('KEY_FILE_MALFORMED', path)
  return { key, publicKey: publicBytes(key) }
}

/** The key of a new installation: read if it is there, else made. */
export function ensureKeyFile(path: string, seed: () => Uint8Array): PrivateKey {
  const exists = statSync(path, { throwIfNoEntry: false }) !== undefined
  return exists ? readKeyFile(path) : createKeyFile(path, seed())
}

function parsedKey(path: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(path))
  } catch (cause) {
    throw new StartError('KEY_FILE_MALFORMED', path, { cause })
  }
}

function publicBytes(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (x === undefined) throw new Error('an Ed25519 public key has an x')
  return decodeBase64url(x)
}
