import { fromUtf8 } from '../bytes/bytes.ts';
import { cleanLine } from '../text/safe-text.ts';
import { ChatAway, TransferFailure, TryAgain } from './failures.ts';
import { BodyOpener, sealBody } from './sealed-body.ts';

export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: string; readonly key: Uint8Array }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'offline' };

export type AskTicket = () => Promise<TicketAnswer>;

/** Only what is needed of the browser's own. */
export type Fetch = (path: string, options: RequestInit) => Promise<Response>;

export interface FileRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  readonly path: string;
  /** Where what is sent, or wanted, begins in the content. */
  readonly offset?: number;
  readonly body?: Uint8Array;
}

const LONGEST_REASON = 300;

type Ticket = Extract<TicketAnswer, { kind: 'ticket' }>;

/** The answer to a request: its body is opened while it comes. */
export class FileAnswer {
  readonly #response: Response;
  readonly #key: Uint8Array;
  readonly #request: FileRequest;

  constructor(response: Response, key: Uint8Array, request: FileRequest) {
    this.#response = response;
    this.#key = key;
    this.#request = request;
  }

  get status(): number {
    return this.#response.status;
  }

  /** How many bytes of the content the server has; null if it does not say. */
  get uploaded(): number | null {
    const offset = this.#response.headers.get('Upload-Offset');
    return offset === null || !/^\d{1,15}$/.test(offset) ? null : Number(offset);
  }

  /** Reads the body; `take` may throw. Nothing more is read until it has taken what came. */
  async read(take: (bytes: Uint8Array) => Promise<void> | void): Promise<void> {
    const { method, path, offset = 0 } = this.#request;
    const opener = new BodyOpener(this.#key, { side: 'answer', method, path, offset });
    const reader = this.#response.body!.getReader();
    const opened: Uint8Array[] = [];
    const takeAll = async (): Promise<void> => {
      for (const bytes of opened.splice(0)) {
        await take(bytes);
      }
    };
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        opener.push(part.value, (bytes) => opened.push(bytes));
        await takeAll();
      }
    } catch (error) {
      void reader.cancel().catch(() => undefined);
      throw again(error);
    }

    opener.end((bytes) => opened.push(bytes));
    await takeAll();
  }

  /** Reads a body of at most so many bytes. */
  async readAll(longest: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    await this.read((bytes) => {
      length += bytes.length;
      if (length > longest) {
        throw new TransferFailure('altered');
      }

      parts.push(bytes);
    });
    return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  }
}

/** The server's HTTP for one transfer, with tickets from the chat. It makes answers into values and errors, and tries nothing twice. */
export class ShareServer {
  readonly #askTicket: AskTicket;
  readonly #fetch: Fetch;
  #ticket: Ticket | null = null;
  #hadTicket = false;

  constructor(askTicket: AskTicket, fetch: Fetch) {
    this.#askTicket = askTicket;
    this.#fetch = fetch;
  }

  /** After a break, the server may be another process that does not know the ticket. */
  forgetTicket(): void {
    this.#ticket = null;
  }

  /** Sends a request. A conflict comes back as an answer, since it tells where to go on. */
  async send(request: FileRequest, signal: AbortSignal): Promise<FileAnswer> {
    const { ticket, key } = (this.#ticket ??= await this.#newTicket());
    const { method, path, offset = 0, body } = request;
    const isContent = method === 'PATCH' || (method === 'GET' && request.offset !== undefined);
    const headers: Record<string, string> = { Authorization: `Bearer ${ticket}` };
    if (isContent) {
      headers[method === 'GET' ? 'Range' : 'Upload-Offset'] = method === 'GET' ? `bytes=${offset}-` : String(offset);
    }

    if (body !== undefined) {
      headers['Sealed-Body'] = '1';
    }

    const sealed = body && sealBody(key, { side: 'request', method, path, offset }, body);
    const response = await this.#fetch(path, {
      method,
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      ...(sealed && { body: sealed }),
    }).catch((error: unknown) => {
      throw again(error);
    });
    if (response.ok || response.status === 409) {
      return new FileAnswer(response, key, request);
    }

    throw await this.#failureOf(response);
  }

  async #newTicket(): Promise<Ticket> {
    const answer = await this.#askTicket();
    if (answer.kind === 'offline') {
      throw new ChatAway();
    }

    if (answer.kind === 'refused') {
      // After a break, the session may not be in all of its rooms again.
      throw this.#hadTicket ? new TryAgain(answer.text) : new TransferFailure('refused', answer.text);
    }

    this.#hadTicket = true;
    return answer;
  }

  async #failureOf(response: Response): Promise<Error> {
    const text = await response.arrayBuffer().then(fromStart, () => '');
    const reason = text === '' ? null : text;
    switch (response.status) {
      case 404:
        return new TransferFailure('gone');
      case 400:
      case 403:
      case 405:
      case 413:
      case 507:
        return new TransferFailure('refused', reason);
      case 401:
        this.forgetTicket();
        break;
    }

    return new TryAgain(reason ?? String(response.status));
  }
}

const fromStart = (bytes: ArrayBuffer): string => cleanLine(fromUtf8(new Uint8Array(bytes).subarray(0, LONGEST_REASON)).trim());

/** The browser's own errors mean that the connection broke. */
const again = (error: unknown): Error => (error instanceof TransferFailure || error instanceof TryAgain ? error : new TryAgain(String(error)));
