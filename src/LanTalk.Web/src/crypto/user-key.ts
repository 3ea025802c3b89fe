import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, random, utf8 } from '../bytes/bytes.ts';
import { ed25519 } from '../curves/ed25519.ts';
import { x25519 } from '../curves/x25519.ts';
import { UserIdentity, signedAgreement } from './user-identity.ts';

const LENGTH = 32;

/**
 * The private key of this browser's user. All of it comes from one seed, as in the terminal: an Ed25519 key signs logins, an X25519 key
 * receives private messages.
 */
export class UserKey {
  /** Whoever has it is the user. */
  readonly seed: Uint8Array;
  /** The X25519 key. */
  readonly agreement: Uint8Array;
  readonly #signing: Uint8Array;
  #identity: UserIdentity | null = null;

  constructor(seed: Uint8Array = random(LENGTH)) {
    this.seed = seed;
    this.#signing = hkdf(sha256, seed, undefined, utf8('lantalk/3 ed25519'), LENGTH);
    this.agreement = hkdf(sha256, seed, undefined, utf8('lantalk/3 x25519'), LENGTH);
  }

  /** The public keys. They are computed when the user logs in: that takes a slow phone longer than all else that shows the way in. */
  get identity(): UserIdentity {
    return (this.#identity ??= this.#computeIdentity());
  }

  /** Signs data, which begins with a label of its own kind, lest a signature serve for something else. */
  sign(...data: Uint8Array[]): Uint8Array {
    return ed25519.sign(concat(...data), this.#signing);
  }

  #computeIdentity(): UserIdentity {
    const agreementKey = x25519.getPublicKey(this.agreement);
    return new UserIdentity(ed25519.getPublicKey(this.#signing), agreementKey, this.sign(signedAgreement(agreementKey)));
  }
}
