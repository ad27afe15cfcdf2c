/**
 * The seam to the verifier: whoever checks bundles in the browser provides one function, and the page shows what it
 * says. Until then the page says that it cannot check here and names the command that can.
 */

export type Check = {
  readonly name: string
  readonly figure: string
  readonly words: string
  readonly isFine: boolean
}

export type Verdict =
  | { readonly kind: 'unavailable' }
  | {
      readonly kind: 'valid' | 'withExceptions' | 'invalid'
      readonly title: string
      readonly words: string
      readonly exceptions: readonly { readonly title: string; readonly words: string }[]
      readonly checks: readonly Check[]
    }

export interface Verifier {
  /** Reads the bytes of one bundle; nothing leaves the browser. */
  verify(bundle: Uint8Array): Promise<Verdict>
}

export const verifier: Verifier = { verify: async () => ({ kind: 'unavailable' }) }
