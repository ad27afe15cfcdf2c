/** An answer kept for whoever asks the same thing again, locked with something that only the asker has (a token, a
 *  signed proof) and of which the database knows a hash: so a stolen table opens no claim, token or password. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** AES-256-GCM under a key made from `holding`; `iv` is 12 random bytes. Text, so that it fits a column. */
export function seal(text: string, holding: string, iv: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', keyFrom(holding), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @throws where `holding` is not what it was locked with */
export function unseal(sealed: string, holding: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(holding), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}

function keyFrom(holding: string): Buffer {
  return createHmac('sha256', 'camtally kept answer').update(holding).digest()
}
