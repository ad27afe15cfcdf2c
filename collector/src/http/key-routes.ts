/** The collector's public keys, each under its one use, as gateways are told them and people may compare them. */
import { encodeBase64url, fingerprintWords } from '@camtally/protocol'
import Type from 'typebox'
import type { Signer } from '../keys/signer.ts'
import { nodeCrypto } from '../node-crypto.ts'
import { type Api, type ApiDeps, closed, hash43 } from './api.ts'

const keySchema = Type.Object(
  {
    use: Type.Enum(['receipt', 'billing'], { description: 'A key has one use, and signs nothing else.' }),
    publicKey: Type.String({ description: 'base64url of the 32 bytes (RFC 8032).' }),
    kid: { ...hash43, description: 'RFC 7638 thumbprint.' },
    words: Type.Array(Type.String(), { description: 'The fingerprint as six words.' }),
  },
  closed,
)

export function keyRoutes(api: Api, { signers }: ApiDeps): void {
  api.get(
    '/v1/keys',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The public keys whose signatures to trust',
        tags: ['enrollment'],
        response: { 200: Type.Object({ items: Type.Array(keySchema), next: Type.Null() }, closed) },
      },
    },
    async () => ({ items: [shown('receipt', signers.receipt), shown('billing', signers.billing)], next: null }),
  )
}

function shown(use: 'receipt' | 'billing', { publicKey, kid }: Signer) {
  return { use, publicKey: encodeBase64url(publicKey), kid, words: [...fingerprintWords(publicKey, nodeCrypto)] }
}
