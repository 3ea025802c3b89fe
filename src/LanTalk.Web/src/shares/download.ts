import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { equal, fromUtf8 } from '../bytes/bytes.ts';
import { CHUNK_LENGTH, HASH_LENGTH, countOf, hashOf, rootOf } from './chunks.ts';
import { TransferFailure, TryAgain } from './failures.ts';
import { MAX_MANIFEST, type ManifestFile, type ShareFacts, readManifest } from './manifest.ts';
import { type Attempt, type Waiting, retrying } from './retrying.ts';
import { readShareKey } from './sealed-share.ts';
import { ShareSeal, sealedSizeOf } from './share-seal.ts';
import type { ShareServer } from './share-server.ts';

/** So many chunks are gathered before the browser may keep them elsewhere than in the page's memory. */
const CHUNKS_OF_PART = 16;

export interface TransferProgress {
  readonly stage: 'hashing' | 'running' | 'waiting';
  readonly done: number;
  readonly total: number;
}

/** A content that has arrived and was checked. */
export interface Content {
  readonly bytes: Blob;
  readonly files: readonly ManifestFile[];
}

/** Gets a share, chunk by chunk. Each is checked against what the message stands for, and then opened if it is sealed. */
export class Download {
  readonly #share: ShareFacts;
  readonly #server: ShareServer;
  readonly #waiting: Waiting;
  readonly #tell: (progress: TransferProgress) => void;
  readonly #path: string;
  readonly #seal: ShareSeal | null;
  /** The length of what the server has. */
  readonly #size: number;
  readonly #parts: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  /** So much has arrived and was checked. */
  #at = 0;
  /** The chunk that was wrong once. */
  #wrong = -1;

  constructor(share: ShareFacts, server: ShareServer, waiting: Waiting, tell: (progress: TransferProgress) => void) {
    this.#share = share;
    this.#server = server;
    this.#waiting = waiting;
    this.#tell = tell;
    this.#path = `/files/${share.id}`;
    const { key, size } = share;
    this.#seal = key === undefined ? null : new ShareSeal(readShareKey(key)!);
    this.#size = this.#seal === null ? size : sealedSizeOf(size);
  }

  async get(): Promise<Content> {
    const { size, manifestSize } = this.#share;
    if (!(manifestSize > 0 && manifestSize <= MAX_MANIFEST && size >= manifestSize)) {
      throw new TransferFailure('altered');
    }

    const hashes = await this.#retry((attempt) => this.#hashes(attempt));
    await this.#retry((attempt) => this.#read(hashes, attempt));
    const bytes = new Blob([...this.#parts, ...this.#chunks]);
    return { bytes, files: readManifest(new Uint8Array(await bytes.slice(0, manifestSize).arrayBuffer()), size) };
  }

  #retry<T>(attempt: (attempt: Attempt) => Promise<T>): Promise<T> {
    return retrying(attempt, this.#waiting, () => {
      this.#server.forgetTicket();
      this.#show('waiting');
    });
  }

  async #hashes({ signal }: Attempt): Promise<Uint8Array> {
    const { manifestSize, root } = this.#share;
    const size = this.#size;
    const count = countOf(size);
    const answer = await this.#server.send({ method: 'GET', path: `${this.#path}/outline` }, signal);
    const outline = parse(await answer.readAll(Math.ceil((count * HASH_LENGTH * 4) / 3) + 8_192));
    const hashes = fromBase64Url(outline.hashes, count * HASH_LENGTH);
    // Of a sealed share, the server knows no manifest.
    const isSame = outline.size === size && (this.#seal !== null || outline.manifest_size === manifestSize);
    if (hashes === null || !isSame || toBase64Url(rootOf(hashes)) !== root) {
      throw new TransferFailure('altered');
    }

    return hashes;
  }

  async #read(hashes: Uint8Array, { signal, getOn }: Attempt): Promise<void> {
    if (this.#at === this.#size) {
      return;
    }

    this.#show('running');
    const answer = await this.#server.send({ method: 'GET', path: this.#path, offset: this.#at }, signal);
    let chunk = new Uint8Array(this.#nextLength);
    let filled = 0;
    await answer.read(async (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + chunk.length - filled);
        if (part.length === 0) {
          throw new TransferFailure('altered'); // more than there is
        }

        chunk.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === chunk.length) {
          await this.#take(chunk, hashes);
          getOn();
          [chunk, filled] = [new Uint8Array(this.#nextLength), 0];
        }
      }
    });
    if (this.#at < this.#size) {
      throw new TryAgain();
    }
  }

  get #nextLength(): number {
    return Math.min(CHUNK_LENGTH, this.#size - this.#at);
  }

  async #take(chunk: Uint8Array<ArrayBuffer>, hashes: Uint8Array): Promise<void> {
    const number = this.#at / CHUNK_LENGTH;
    if (!equal(sha256(chunk), hashOf(number, hashes))) {
      // Once more: it may have been altered on its way.
      const isAgain = this.#wrong === number;
      this.#wrong = number;
      throw isAgain ? new TransferFailure('altered') : new TryAgain();
    }

    const content = this.#seal === null ? chunk : await this.#seal.open(number, this.#at + chunk.length === this.#size, chunk);
    if (content === null) {
      throw new TransferFailure('altered'); // its hash is right: this is not what its sender told of
    }

    this.#chunks.push(content);
    this.#at += chunk.length;
    if (this.#chunks.length === CHUNKS_OF_PART) {
      this.#parts.push(new Blob(this.#chunks));
      this.#chunks = [];
    }

    this.#show('running');
  }

  #show(stage: TransferProgress['stage']): void {
    this.#tell({ stage, done: this.#at, total: this.#size });
  }
}

function parse(json: Uint8Array): { readonly size?: unknown; readonly manifest_size?: unknown; readonly hashes?: unknown } {
  try {
    return JSON.parse(fromUtf8(json)) as object;
  } catch {
    throw new TransferFailure('altered');
  }
}
