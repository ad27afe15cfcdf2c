/** The files of a gateway's identity in its data folder, each 0600 and written all or nothing:
 *
 *    gateway-key              PKCS #8 PEM, the key that signs statements
 *    camera-secret            base64url of 32 bytes, a line
 *    enrollment.json          what the collector granted
 *    enrollment-pending.json  a proof sent whose answer may have been lost
 *    boot.json                how often the agent was started and how it ended
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CAMERA_SECRET_BYTES, decodeBase64url, decodeUtf8, encodeBase64url, encodeUtf8 } from '@camtally/protocol'
import { findFile, replaceFile } from '../journal/disk.ts'
import { IdentityError } from './errors.ts'

export const GATEWAY_KEY = 'gateway-key'
export const CAMERA_SECRET = 'camera-secret'
export const ENROLLMENT = 'enrollment.json'
export const PENDING = 'enrollment-pending.json'
export const BOOT = 'boot.json'

/** The text of a file, or undefined if there is none. */
export function findText(dataDir: string, name: string): string | undefined {
  const bytes = findFile(join(dataDir, name))
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}

/** Writes a file, durable on return; makes the folder (0700) if missing. */
export function writeText(dataDir: string, name: string, text: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  replaceFile(dataDir, name, encodeUtf8(text))
}

export function removeFile(dataDir: string, name: string): void {
  rmSync(join(dataDir, name), { force: true })
}

/** The camera secret of a line of 43 characters. @throws CAMERA_KEY_FILE; never repeats the text */
export function parseCameraSecret(text: string): Uint8Array {
  try {
    const secret = decodeBase64url(text.trim())
    if (secret.length === CAMERA_SECRET_BYTES) return secret
  } catch {
    // the message below says all that may be said of a secret
  }
  throw new IdentityError('CAMERA_KEY_FILE')
}

/** The line that a camera-key file holds: what an installer carries to the account's next gateway. */
export function formatCameraSecret(secret: Uint8Array): string {
  return `${encodeBase64url(secret)}\n`
}
