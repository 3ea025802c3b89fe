import { toBase64Url } from '../bytes/base64url.ts';
import { equal } from '../bytes/bytes.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { CHUNK_LENGTH, hashOf, rootOf } from './chunks.ts';
import { TransferFailure } from './failures.ts';
import { type ShareFacts, writeManifest } from './manifest.ts';
import { readShareKey } from './sealed-share.ts';
import { PIECE_LENGTH, ShareSeal, pieceCountOf, sealedSizeOf } from './share-seal.ts';

/** A file to send, and where it stands below what was chosen. */
export interface FileToSend {
  readonly path: string;
  readonly file: File;
}

/** Seals files for one user. */
export interface SealFor {
  readonly to: string;
  /** The user's key, in base64url. */
  readonly toKey: string;
  /** The key of the share, in base64url. */
  readonly key: string;
  /** The root of what was sealed with that key before, which nothing else may be; null for nothing. */
  readonly root: string | null;
}

/** The bytes that an upload sends, and what the server is told of them. */
export interface UploadSource {
  readonly size: number;
  /** Reads a part that begins with a chunk and ends with one. */
  read(from: number, to: number): Promise<Uint8Array>;
  /** What the server is told. */
  describe(hashes: Uint8Array): object;
  /** What others are told. */
  factsOf(id: number, hashes: Uint8Array): ShareFacts;
}

export const sourceOf = (title: string, files: readonly FileToSend[], seal: SealFor | null): UploadSource => {
  const clear = new ClearSource(title, files);
  return seal === null ? clear : new SealedSource(clear, seal);
};

/** Files as they are. */
class ClearSource implements UploadSource {
  readonly #title: string;
  readonly #count: number;
  readonly #content: Blob;
  readonly #manifestSize: number;

  constructor(title: string, files: readonly FileToSend[]) {
    const manifest = writeManifest(files);
    this.#title = title;
    this.#count = files.length;
    this.#manifestSize = manifest.length;
    // It refers to the files and copies nothing.
    this.#content = new Blob([manifest as BlobPart, ...files.map(({ file }) => file)]);
  }

  get size(): number {
    return this.#content.size;
  }

  async read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.#content.slice(from, to).arrayBuffer());
    } catch {
      // The browser refuses to read a file that is not what it was when it was chosen.
      throw new TransferFailure('changed');
    }
  }

  describe(hashes: Uint8Array): object {
    const { title, count, size, manifestSize, root } = this.factsOf(0, hashes);
    return { title, count, size, manifest_size: manifestSize, root, hashes: toBase64Url(hashes) };
  }

  factsOf(id: number, hashes: Uint8Array): ShareFacts {
    return { id, title: this.#title, count: this.#count, size: this.size, manifestSize: this.#manifestSize, root: toBase64Url(rootOf(hashes)) };
  }
}

/** Files that are sealed while they are read. */
class SealedSource implements UploadSource {
  readonly #clear: ClearSource;
  readonly #for: SealFor;
  readonly #seal: ShareSeal;
  #hashes: Uint8Array | null = null;

  constructor(clear: ClearSource, sealFor: SealFor) {
    this.#clear = clear;
    this.#for = sealFor;
    this.#seal = new ShareSeal(readShareKey(sealFor.key)!);
  }

  get size(): number {
    return sealedSizeOf(this.#clear.size);
  }

  async read(from: number, to: number): Promise<Uint8Array> {
    const end = Math.min(to, this.size);
    const sealed = new Uint8Array(end - from);
    for (let at = from; at < end; at += CHUNK_LENGTH) {
      sealed.set(await this.#piece(at / CHUNK_LENGTH), at - from);
    }

    return sealed;
  }

  describe(hashes: Uint8Array): object {
    const root = toBase64Url(rootOf(hashes));
    if (this.#for.root !== null && this.#for.root !== root) {
      throw new TransferFailure('changed');
    }

    this.#hashes = hashes;
    return { to: this.#for.to, to_key: this.#for.toKey, size: this.size, root, hashes: toBase64Url(hashes) };
  }

  factsOf(id: number, hashes: Uint8Array): ShareFacts {
    return { ...this.#clear.factsOf(id, hashes), key: this.#for.key };
  }

  /** A piece that is not what was hashed before is not given out: a key must never seal two contents under the same number. */
  async #piece(number: number): Promise<Uint8Array> {
    const content = await this.#clear.read(number * PIECE_LENGTH, (number + 1) * PIECE_LENGTH);
    const sealed = await this.#seal.seal(number, number === pieceCountOf(this.#clear.size) - 1, content);
    if (this.#hashes !== null && !equal(sha256(sealed), hashOf(number, this.#hashes))) {
      throw new TransferFailure('changed');
    }

    return sealed;
  }
}
