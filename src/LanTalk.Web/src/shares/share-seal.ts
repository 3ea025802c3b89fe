// Seals the content of a share for one user, piece by piece: see "Sealed shares" in docs/PROTOCOL.md.
import { gcm } from '@noble/ciphers/aes.js';
import { CHUNK_LENGTH } from './chunks.ts';

const TAG_LENGTH = 16;

/** A sealed piece is exactly a chunk. */
export const PIECE_LENGTH = CHUNK_LENGTH - TAG_LENGTH;

export const pieceCountOf = (size: number): number => Math.ceil(size / PIECE_LENGTH);

/** The length of a content when it is sealed. */
export const sealedSizeOf = (size: number): number => size + pieceCountOf(size) * TAG_LENGTH;

/** AES-256-GCM without associated data. */
interface Cipher {
  seal(nonce: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects what was not sealed with this key under this nonce. */
  open(nonce: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/** One thing at a time. A key is for one content only. */
export class ShareSeal {
  readonly #cipher: Promise<Cipher>;

  /** `subtle`: what the browser itself has, which is many times faster. A page that came over plain http has none. */
  constructor(key: Uint8Array, subtle: SubtleCrypto | undefined = (crypto as Partial<Crypto>).subtle) {
    this.#cipher = subtle === undefined ? Promise.resolve(ownCipher(key)) : browserCipher(Uint8Array.from(key), subtle);
  }

  async seal(piece: number, isLast: boolean, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#cipher).seal(nonceOf(piece, isLast), content);
  }

  /** Null unless exactly this was sealed as exactly this piece. */
  async open(piece: number, isLast: boolean, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.#cipher).open(nonceOf(piece, isLast), sealed).catch(() => null);
  }
}

/** The number in 11 bytes, big-endian, and one byte for the end: pieces cannot be moved, nor the content cut off at the end of one. */
function nonceOf(piece: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, piece); // a content has at most 2^24 pieces
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

async function browserCipher(bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto): Promise<Cipher> {
  const key = await subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    seal: async (iv, content) => new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv }, key, content)),
    open: async (iv, sealed) => new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)),
  };
}

const ownCipher = (key: Uint8Array): Cipher => ({
  seal: (nonce, content) => run(() => gcm(key, nonce).encrypt(content)),
  open: (nonce, sealed) => run(() => gcm(key, nonce).decrypt(sealed)),
});

const run = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));
