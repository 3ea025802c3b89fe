import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

/** A cipher is replaced after so many messages; the nonce goes on. */
export const REKEY_INTERVAL = 65_536;

const TAG_LENGTH = 16;
const KEY_LENGTH = 32;
const ZEROS = new Uint8Array(KEY_LENGTH);
// 2^64 - 1, the nonce that is reserved for this (section 11.3).
const REKEY_NONCE = Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255);

/** One direction's key and counter (section 5.1). A number will do for the counter: no session sees 2^53 messages. */
export class CipherState {
  #key: Uint8Array;
  #count = 0;
  readonly #nonce = new Uint8Array(12);
  readonly #view = new DataView(this.#nonce.buffer);

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  seal(plaintext: Uint8Array, associated?: Uint8Array): Uint8Array {
    this.#rekeyIfDue();
    const sealed = this.#cipher(associated).encrypt(plaintext);
    this.#count++;
    return sealed;
  }

  /** Null if it was changed on the way: the connection is of no further use. */
  open(sealed: Uint8Array, associated?: Uint8Array): Uint8Array | null {
    if (sealed.length < TAG_LENGTH) {
      return null;
    }

    this.#rekeyIfDue();
    try {
      const plaintext = this.#cipher(associated).decrypt(sealed);
      this.#count++;
      return plaintext;
    } catch {
      return null; // the tag is wrong, which the library throws
    }
  }

  #rekeyIfDue(): void {
    if (this.#count > 0 && this.#count % REKEY_INTERVAL === 0) {
      this.#key = chacha20poly1305(this.#key, REKEY_NONCE).encrypt(ZEROS).subarray(0, KEY_LENGTH);
    }
  }

  #cipher(associated?: Uint8Array): ReturnType<typeof chacha20poly1305> {
    this.#view.setUint32(4, this.#count >>> 0, true);
    this.#view.setUint32(8, Math.floor(this.#count / 2 ** 32), true);
    return chacha20poly1305(this.#key, this.#nonce, associated);
  }
}
