import { sha256 } from '@noble/hashes/sha2.js';
import { fields, utf8 } from '../bytes/bytes.ts';
import { ed25519 } from '../curves/ed25519.ts';

/** The key that a token of an invitation makes. The server keeps its public half alone. */
export class InvitationKey {
  readonly publicKey: Uint8Array;
  readonly #seed: Uint8Array;

  constructor(token: Uint8Array) {
    this.#seed = sha256(fields(utf8('lantalk/3 invitation'), token));
    this.publicKey = ed25519.getPublicKey(this.#seed);
  }

  sign(data: Uint8Array): Uint8Array {
    return ed25519.sign(data, this.#seed);
  }
}
