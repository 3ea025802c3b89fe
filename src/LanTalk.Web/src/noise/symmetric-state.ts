import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { EMPTY, concat, utf8 } from '../bytes/bytes.ts';
import { CipherState } from './cipher-state.ts';

// 32 bytes, as long as a hash: it is the first one itself.
const NAME = utf8('Noise_NK_25519_ChaChaPoly_SHA256');

/** What both ends of a handshake have in common so far (section 5.2). */
export class SymmetricState {
  #hash: Uint8Array = NAME;
  #chainingKey: Uint8Array = NAME;
  #cipher: CipherState | null = null;

  get hash(): Uint8Array {
    return this.#hash;
  }

  mixHash(data: Uint8Array): void {
    this.#hash = sha256(concat(this.#hash, data));
  }

  mixKey(secret: Uint8Array): void {
    const [chainingKey, key] = derive(this.#chainingKey, secret);
    this.#chainingKey = chainingKey;
    this.#cipher = new CipherState(key);
  }

  /** Only after a key was mixed in. */
  seal(plaintext: Uint8Array): Uint8Array {
    const sealed = this.#cipher!.seal(plaintext, this.#hash);
    this.mixHash(sealed);
    return sealed;
  }

  open(sealed: Uint8Array): Uint8Array | null {
    const plaintext = this.#cipher!.open(sealed, this.#hash);
    this.mixHash(sealed);
    return plaintext;
  }

  /** The ciphers of what the initiator sends, and of what the responder sends. */
  split(): [CipherState, CipherState] {
    const [first, second] = derive(this.#chainingKey, EMPTY);
    return [new CipherState(first), new CipherState(second)];
  }
}

/** HKDF with two outputs (section 4.3). */
function derive(key: Uint8Array, input: Uint8Array): [Uint8Array, Uint8Array] {
  const temporary = hmac(sha256, key, input);
  const first = hmac(sha256, temporary, Uint8Array.of(1));
  return [first, hmac(sha256, temporary, concat(first, Uint8Array.of(2)))];
}
