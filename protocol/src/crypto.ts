/**
 * The cryptography this package is given. It brings none, so the same code runs in Node, in browsers and in
 * simulations.
 */

export interface Crypto {
  /** SHA-256 in one synchronous call; the digest has 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /**
   * Cofactorless Ed25519 (RFC 8032, 5.1.7): a public key of 32 bytes, a signature of 64. Malformed input is false, no
   * error.
   */
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}

/** Signs a message with a key that only the caller knows: 64 bytes. */
export type Sign = (message: Uint8Array) => Uint8Array
