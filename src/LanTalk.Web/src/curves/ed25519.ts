import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

// The small library leaves the hash to whoever uses it.
hashes.sha512 = sha512;

/** Ed25519 (RFC 8032). */
export const ed25519 = {
  getPublicKey,
  sign: (message: Uint8Array, secret: Uint8Array): Uint8Array => sign(message, secret),
  /** As RFC 8032 itself checks, and so do the server and the terminal; ZIP 215 would take more. False also for what is no key. */
  verify: (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
    try {
      return verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false; // not a point, or of another length, which the library throws
    }
  },
};
