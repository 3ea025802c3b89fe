import type { ClientMessage } from '../wire/client-messages.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import { LOBBY } from '../text/names.ts';
import { Asking } from './asking.ts';
import type { FailCode } from './fail-code.ts';
import { type Outgoing, isAsk, isQuery } from './outgoing.ts';
import type { Pacing } from './pacing.ts';
import type { Recipient } from './private-talk.ts';
import type { Answer } from './questions.ts';
import type { SessionParts } from './session-parts.ts';

const FAILURES: Readonly<Record<'nobody' | 'withheld' | 'no_answer', FailCode>> = {
  nobody: 'nobody',
  withheld: 'key_withheld',
  no_answer: 'no_answer',
};

/** Sends on one connection what waits in the outbox, one thing after the other. */
export class Sender {
  readonly asking = new Asking();
  readonly #parts: SessionParts;
  readonly #pacing: Pacing;
  readonly #send: (message: ClientMessage) => void;
  readonly #askKey: (user: string) => Promise<Answer<ServerMessageOf<'key'>>>;
  #isStopped = false;
  #isStarted = false;
  #isSending = false;

  constructor(
    parts: SessionParts,
    pacing: Pacing,
    send: (message: ClientMessage) => void,
    askKey: (user: string) => Promise<Answer<ServerMessageOf<'key'>>>,
  ) {
    this.#parts = parts;
    this.#pacing = pacing;
    this.#send = send;
    this.#askKey = askKey;
  }

  /** The page has caught up: from now on it may send. */
  start(): void {
    this.#isStarted = true;
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** There may be something to send. */
  wake(): void {
    if (this.#isStarted && !this.#isSending) {
      this.#isSending = true;
      void this.#sendAll();
    }
  }

  async #sendAll(): Promise<void> {
    const { outbox } = this.#parts;
    for (let next = outbox.next(); next !== null && !this.#hasStopped(); next = outbox.next()) {
      const ticket = await (isQuery(next) ? this.#pacing.queries : this.#pacing.messages).turn();
      if (ticket === null) {
        break;
      }

      const message = outbox.next() === next ? await this.#messageOf(next) : null;
      // Meanwhile it may have been taken back, or the connection lost.
      if (message === null || this.#hasStopped() || outbox.next() !== next) {
        ticket.unused();
        continue;
      }

      if (isAsk(next)) {
        this.asking.begin(next);
      }

      outbox.take(next.nonce, message.type === 'sealed_pm' ? message : null);
      this.#pacing.sent(ticket, next.nonce);
      this.#send(message);
    }

    this.#isSending = false;
  }

  #hasStopped(): boolean {
    return this.#isStopped;
  }

  /** As it travels; null if it cannot, and then the outbox knows why. */
  async #messageOf(next: Outgoing): Promise<Extract<ClientMessage, { type: 'message' | 'pm' | 'sealed_pm' }> | null> {
    if (next.to !== null) {
      return this.#privateMessageOf(next, next.to);
    }

    if (next.room !== null && next.room !== LOBBY && this.#parts.positions.of(next.room) === null) {
      this.#parts.outbox.fail(next.nonce, { code: 'not_in_room', server: null });
      return null;
    }

    const what = { text: next.text, ...(next.share !== null && { share: next.share }) };
    return { type: 'message', ...what, nonce: next.nonce, ...(next.room !== null && next.room !== LOBBY && { room: next.room }) };
  }

  async #privateMessageOf(next: Outgoing, to: string): Promise<Extract<ClientMessage, { type: 'pm' | 'sealed_pm' }> | null> {
    if (next.sealed !== null) {
      return { ...next.sealed, type: 'sealed_pm', to, id: next.nonce };
    }

    const recipient = await this.findRecipient(to);
    if (recipient === null) {
      return null; // the connection is lost: it goes out on the next one
    }

    if (recipient.kind === 'unsealed') {
      return { type: 'pm', to, text: next.text, nonce: next.nonce };
    }

    const sealed = recipient.kind === 'sealed' ? this.#parts.privateTalk.seal(recipient.identity, next.text, next.nonce, null) : null;
    if (sealed === null) {
      this.#parts.outbox.fail(next.nonce, { code: recipient.kind === 'sealed' ? 'too_long' : FAILURES[recipient.kind], server: null });
      return null;
    }

    return { type: 'sealed_pm', to, id: next.nonce, ...sealed };
  }

  /** Asks who a user is and tells what is known of the key; null if the connection is lost. */
  async findRecipient(user: string): Promise<Recipient | null> {
    const answer = await this.#askKey(user);
    if (this.#isStopped) {
      return null;
    }

    const recipient: Recipient = answer?.kind === 'answer' ? this.#parts.privateTalk.judge(answer.message) : { kind: 'no_answer', user };
    if (recipient.kind === 'sealed' && recipient.isChanged) {
      this.#parts.events.keyChanged(recipient.user, recipient.identity);
    }

    this.#parts.events.recipient(user, recipient);
    return recipient;
  }
}
