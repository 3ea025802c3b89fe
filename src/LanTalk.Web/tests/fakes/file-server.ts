import { sha256 } from '@noble/hashes/sha2.js';
import { fromUtf8, random, utf8 } from '../../src/bytes/bytes.ts';
import { fromBase64Url } from '../../src/bytes/base64url.ts';
import { CHUNK_LENGTH } from '../../src/shares/chunks.ts';
import { openBody, sealBody } from '../../src/shares/sealed-body.ts';
import type { Fetch, TicketAnswer } from '../../src/shares/share-server.ts';

interface Outline {
  readonly title: string;
  readonly size: number;
  readonly manifest_size: number;
  readonly root: string;
  readonly hashes: string;
}

/** The files of a server in memory, with sealed tickets, as much of it as a page speaks. */
export class FakeFileServer {
  outline: Outline | null = null;
  content = new Uint8Array(0);
  /** What becomes of the next requests; empty for nothing special. */
  readonly troubles: ('break' | 'cut' | 'alter' | '401' | '507')[] = [];
  readonly requests: string[] = [];
  tickets = 0;
  isChatAway = false;
  readonly #keys = new Map<string, Uint8Array>();

  readonly askTicket = (): Promise<TicketAnswer> => {
    if (this.isChatAway) {
      this.isChatAway = false;
      return Promise.resolve({ kind: 'offline' });
    }

    const ticket = `t${++this.tickets}`;
    const key = random(32);
    this.#keys.set(ticket, key);
    return Promise.resolve({ kind: 'ticket', ticket, key });
  };

  readonly fetch: Fetch = (path, options) => {
    const headers = options.headers as Record<string, string>;
    const method = options.method!;
    this.requests.push(`${method} ${path} ${headers.Range ?? headers['Upload-Offset'] ?? ''}`.trim());
    const trouble = this.troubles.shift();
    if (trouble === 'break') {
      return Promise.reject(new TypeError('Failed to fetch'));
    }

    if (trouble === '401' || trouble === '507') {
      return Promise.resolve(new Response('The server has no space left for it.\n', { status: Number(trouble) }));
    }

    const key = this.#keys.get(headers.Authorization!.slice('Bearer '.length))!;
    const offset = Number(headers['Upload-Offset'] ?? /\d+/.exec(headers.Range ?? '')?.[0] ?? 0);
    const sent = options.body as Uint8Array | undefined;
    const body = sent && openBody(key, { side: 'request', method, path, offset }, sent);
    const { status, answer } = this.#answer(method, path, offset, body ?? new Uint8Array(0));
    const sealed = sealBody(key, { side: 'answer', method, path, offset }, answer);
    if (trouble === 'alter') {
      sealed[sealed.length - 3]! ^= 1;
    }

    const shown = trouble === 'cut' ? broken(sealed, CHUNK_LENGTH + 70_000) : sealed;
    const isEmpty = status === 204 || status === 409 || method === 'HEAD';
    return Promise.resolve(new Response(isEmpty ? null : shown, { status, headers: { 'Upload-Offset': String(this.content.length) } }));
  };

  #answer(method: string, path: string, offset: number, body: Uint8Array): { status: number; answer: Uint8Array } {
    if (method === 'POST') {
      this.outline = JSON.parse(fromUtf8(body)) as Outline;
      return { status: 201, answer: utf8(JSON.stringify({ share: 17, offset: this.content.length })) };
    }

    if (method === 'PATCH') {
      if (offset !== this.content.length) {
        return { status: 409, answer: new Uint8Array(0) };
      }

      this.#keep(body);
      return { status: 204, answer: new Uint8Array(0) };
    }

    return path.endsWith('/outline')
      ? { status: 200, answer: utf8(JSON.stringify({ ...this.outline, share: 17, offset: this.content.length })) }
      : { status: 206, answer: this.content.subarray(offset) };
  }

  /** Whole chunks whose hashes are right. */
  #keep(body: Uint8Array): void {
    const hashes = fromBase64Url(this.outline!.hashes)!;
    for (let at = 0; at < body.length; at += CHUNK_LENGTH) {
      const chunk = body.subarray(at, at + CHUNK_LENGTH);
      const number = this.content.length / CHUNK_LENGTH;
      if (Buffer.compare(sha256(chunk), hashes.subarray(number * 32, (number + 1) * 32)) !== 0) {
        throw new Error(`Chunk ${number} is wrong.`);
      }

      this.content = Uint8Array.from(Buffer.concat([this.content, chunk]));
    }
  }
}

/** A body that breaks off. */
function broken(bytes: Uint8Array<ArrayBuffer>, length: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isSent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (isSent) {
        controller.error(new TypeError('network error'));
      } else {
        controller.enqueue(bytes.slice(0, length));
        isSent = true;
      }
    },
  });
}
