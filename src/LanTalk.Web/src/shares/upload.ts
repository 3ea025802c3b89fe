import { sha256 } from '@noble/hashes/sha2.js';
import { fromUtf8, utf8 } from '../bytes/bytes.ts';
import { CHUNK_LENGTH, HASH_LENGTH, countOf } from './chunks.ts';
import type { TransferProgress } from './download.ts';
import { TransferFailure, TryAgain } from './failures.ts';
import type { ShareFacts } from './manifest.ts';
import { type Attempt, type Waiting, retrying } from './retrying.ts';
import type { FileAnswer, ShareServer } from './share-server.ts';
import type { UploadSource } from './upload-source.ts';

/** A request carries so much that it takes about this long, in ms: progress is seen, and little is sent twice after a break. */
const REQUEST_TIME = 700;
const MOST_CHUNKS = 16;
const LONGEST_ANSWER = 4_096;

export interface Described {
  readonly share: number;
  /** How much of the content the server has: the share was described before. */
  readonly offset: number;
  /** What others are told of it. */
  readonly facts: ShareFacts;
}

/** Sends files as one share: they are read once for their hashes, and once more to be sent. */
export class Upload {
  readonly #source: UploadSource;
  readonly #server: ShareServer;
  readonly #waiting: Waiting;
  readonly #now: () => number;
  readonly #tell: (progress: TransferProgress) => void;
  #at = 0;

  constructor(source: UploadSource, server: ShareServer, waiting: Waiting, now: () => number, tell: (progress: TransferProgress) => void) {
    this.#source = source;
    this.#server = server;
    this.#waiting = waiting;
    this.#now = now;
    this.#tell = tell;
  }

  /** Tells the server what is coming. */
  async describe(): Promise<Described> {
    const hashes = await this.#hash();
    const description = utf8(JSON.stringify(this.#source.describe(hashes)));
    const described = await this.#retry(async ({ signal }) => {
      const answer = await this.#server.send({ method: 'POST', path: '/files', body: description }, signal);
      return read(await answer.readAll(LONGEST_ANSWER));
    });
    this.#at = described.offset;
    return { ...described, facts: this.#source.factsOf(described.share, hashes) };
  }

  /** Sends the content from where the server has it. */
  async send({ share }: Described): Promise<void> {
    const path = `/files/${share}`;
    let chunks = 1;
    let isSure = true;
    await this.#retry(async ({ signal, getOn }) => {
      if (!isSure) {
        this.#goTo(await this.#server.send({ method: 'HEAD', path }, signal));
      }

      isSure = false;
      while (this.#at < this.#source.size) {
        this.#show('running');
        const began = this.#now();
        const body = await this.#source.read(this.#at, this.#at + chunks * CHUNK_LENGTH);
        const answer = await this.#server.send({ method: 'PATCH', path, offset: this.#at, body }, signal);
        const wasAt = this.#at;
        this.#goTo(answer);
        if (answer.status === 409 && this.#at === wasAt) {
          throw new TryAgain(); // another tab or a former connection is sending it
        }

        getOn();
        chunks = this.#now() - began > REQUEST_TIME ? Math.max(1, chunks >> 1) : Math.min(MOST_CHUNKS, chunks * 2);
      }
    });
    this.#show('running');
  }

  #retry<T>(attempt: (attempt: Attempt) => Promise<T>): Promise<T> {
    return retrying(attempt, this.#waiting, () => {
      this.#server.forgetTicket();
      this.#show('waiting');
    });
  }

  async #hash(): Promise<Uint8Array> {
    const { size } = this.#source;
    const hashes = new Uint8Array(countOf(size) * HASH_LENGTH);
    for (let at = 0; at < size; at += CHUNK_LENGTH) {
      this.#tell({ stage: 'hashing', done: at, total: size });
      hashes.set(sha256(await this.#source.read(at, at + CHUNK_LENGTH)), (at / CHUNK_LENGTH) * HASH_LENGTH);
    }

    return hashes;
  }

  #goTo(answer: FileAnswer): void {
    const { uploaded } = answer;
    if (uploaded === null || uploaded > this.#source.size) {
      throw new TryAgain();
    }

    this.#at = uploaded;
  }

  #show(stage: TransferProgress['stage']): void {
    this.#tell({ stage, done: this.#at, total: this.#source.size });
  }
}

function read(json: Uint8Array): Omit<Described, 'facts'> {
  const { share, offset } = JSON.parse(fromUtf8(json)) as Partial<Described>;
  if (!Number.isSafeInteger(share) || !Number.isSafeInteger(offset)) {
    throw new TransferFailure('altered');
  }

  return { share: share!, offset: offset! };
}
