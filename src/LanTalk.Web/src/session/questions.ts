import type { Clock } from '../time/clock.ts';
import type { ClientMessage } from '../wire/client-messages.ts';
import type { ServerMessage } from '../wire/server-messages.ts';

const TIMEOUT = 20_000;

/** `null`: the connection ended, or the server does not answer. */
export type Answer<T extends ServerMessage> = { readonly kind: 'answer'; readonly message: T } | { readonly kind: 'refused'; readonly text: string } | null;

interface Question {
  readonly message: ClientMessage;
  readonly fits: (message: ServerMessage) => boolean;
  readonly resolve: (answer: Answer<ServerMessage>) => void;
}

/**
 * Questions to the server, one after the other: a refusal does not say which one it means, so no two are on their way at once.
 */
export class Questions {
  readonly #send: (message: ClientMessage) => void;
  readonly #clock: Clock;
  readonly #waiting: Question[] = [];
  #current: Question | null = null;
  #isClosed = false;

  constructor(send: (message: ClientMessage) => void, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Asks; `fits` tells the answer from what comes besides. */
  ask<T extends ServerMessage>(message: ClientMessage, fits: (message: ServerMessage) => message is T): Promise<Answer<T>> {
    if (this.#isClosed) {
      return Promise.resolve(null);
    }

    return new Promise((resolve) => {
      this.#waiting.push({ message, fits, resolve: resolve as (answer: Answer<ServerMessage>) => void });
      this.#next();
    });
  }

  /** Looks at what came; true if it was an answer to a question. */
  take(message: ServerMessage): boolean {
    if (this.#current?.fits(message) === true) {
      this.#finish({ kind: 'answer', message });
      return true;
    }

    const asked = this.#current?.message;
    const nonce = asked !== undefined && 'nonce' in asked ? asked.nonce : undefined;
    if (asked !== undefined && message.type === 'system' && message.event === 'refused' && message.nonce === nonce) {
      this.#finish({ kind: 'refused', text: message.text });
      return true;
    }

    return false;
  }

  /** The connection has ended. */
  close(): void {
    this.#isClosed = true;
    const left = this.#waiting.splice(0);
    this.#finish(null);
    left.forEach((question) => question.resolve(null));
  }

  #next(): void {
    const question = this.#current === null && !this.#isClosed ? this.#waiting.shift() : undefined;
    if (question === undefined) {
      return;
    }

    this.#current = question;
    this.#send(question.message);
    this.#clock.after(TIMEOUT, () => {
      if (this.#current === question) {
        this.#finish(null);
      }
    });
  }

  #finish(answer: Answer<ServerMessage>): void {
    const question = this.#current;
    this.#current = null;
    question?.resolve(answer);
    this.#next();
  }
}
