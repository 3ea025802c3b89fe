// The bodies of requests for files, and of their answers, sealed with the key of a ticket: see "Sealed tickets" in docs/PROTOCOL.md.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fields, random, utf8 } from '../bytes/bytes.ts';
import { Altered } from './failures.ts';

const KEY_LENGTH = 32;
const SALT_LENGTH = 16;
const SEGMENT_LENGTH = 65_536;
const TAG_LENGTH = 16;
const SEALED_SEGMENT_LENGTH = SEGMENT_LENGTH + TAG_LENGTH;

/** Which body it is: none can take the place of another one. `offset`: where it begins in the content of the share. */
export interface BodyPlace {
  readonly side: 'request' | 'answer';
  readonly method: string;
  readonly path: string;
  readonly offset: number;
}

/** The segments of one body, in their order. */
class Segments {
  readonly #key: Uint8Array;
  readonly #nonce = new Uint8Array(12);
  readonly #view = new DataView(this.#nonce.buffer);
  #count = 0;

  constructor(key: Uint8Array, salt: Uint8Array, { side, method, path, offset }: BodyPlace) {
    const info = fields(...['lantalk/3 sealed body', side, method, path, String(offset)].map(utf8));
    this.#key = hkdf(sha256, key, salt, info, KEY_LENGTH);
  }

  seal(plaintext: Uint8Array, output: Uint8Array, isLast: boolean): void {
    this.#next(isLast).encrypt(plaintext, output);
  }

  open(sealed: Uint8Array, isLast: boolean): Uint8Array {
    try {
      return this.#next(isLast).decrypt(sealed);
    } catch {
      throw new Altered(); // the tag is wrong, which the library throws
    }
  }

  /** A number will do for the counter: no body has 2^32 segments. */
  #next(isLast: boolean): ReturnType<typeof chacha20poly1305> {
    this.#view.setUint32(7, this.#count++);
    this.#nonce[11] = isLast ? 1 : 0;
    return chacha20poly1305(this.#key, this.#nonce);
  }
}

/** Seals a whole body. */
export function sealBody(key: Uint8Array, place: BodyPlace, body: Uint8Array, salt = random(SALT_LENGTH)): Uint8Array<ArrayBuffer> {
  const segments = new Segments(key, salt, place);
  const count = Math.max(1, Math.ceil(body.length / SEGMENT_LENGTH));
  const sealed = new Uint8Array(SALT_LENGTH + body.length + count * TAG_LENGTH);
  sealed.set(salt);
  for (let i = 0; i < count; i++) {
    const plaintext = body.subarray(i * SEGMENT_LENGTH, (i + 1) * SEGMENT_LENGTH);
    const start = SALT_LENGTH + i * SEALED_SEGMENT_LENGTH;
    segments.seal(plaintext, sealed.subarray(start, start + plaintext.length + TAG_LENGTH), i === count - 1);
  }

  return sealed;
}

/** Opens a body while it comes. Throws where it is not what the holder of the key has sealed for this place. */
export class BodyOpener {
  readonly #key: Uint8Array;
  readonly #place: BodyPlace;
  readonly #waiting = new Uint8Array(SEALED_SEGMENT_LENGTH);
  #filled = 0;
  #segments: Segments | null = null;

  constructor(key: Uint8Array, place: BodyPlace) {
    this.#key = key;
    this.#place = place;
  }

  /** Takes what came, and hands on what it can open. A full segment waits: it may be the last one. */
  push(bytes: Uint8Array, take: (plaintext: Uint8Array) => void): void {
    for (let at = 0; at < bytes.length; ) {
      const wanted = this.#segments === null ? SALT_LENGTH : SEALED_SEGMENT_LENGTH;
      if (this.#filled === wanted) {
        this.#full(take);
        continue;
      }

      const part = bytes.subarray(at, at + wanted - this.#filled);
      this.#waiting.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
  }

  /** The body has ended. */
  end(take: (plaintext: Uint8Array) => void): void {
    if (this.#segments === null && this.#filled === SALT_LENGTH) {
      this.#full(take);
    }

    if (this.#segments === null || this.#filled < TAG_LENGTH) {
      throw new Altered();
    }

    take(this.#segments.open(this.#waiting.subarray(0, this.#filled), true));
  }

  #full(take: (plaintext: Uint8Array) => void): void {
    if (this.#segments === null) {
      this.#segments = new Segments(this.#key, this.#waiting.slice(0, SALT_LENGTH), this.#place);
    } else {
      take(this.#segments.open(this.#waiting, false));
    }

    this.#filled = 0;
  }
}

/** Opens a whole body. */
export function openBody(key: Uint8Array, place: BodyPlace, sealed: Uint8Array): Uint8Array {
  const opener = new BodyOpener(key, place);
  const parts: Uint8Array[] = [];
  opener.push(sealed, (part) => parts.push(part));
  opener.end((part) => parts.push(part));
  return concat(...parts);
}
