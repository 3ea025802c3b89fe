import { LOBBY } from '../text/names.ts';
import type { ClientMessage } from '../wire/client-messages.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { Sender } from './sender.ts';
import type { SessionParts } from './session-parts.ts';
import { isAsk } from './outgoing.ts';

const ROOM_EVENTS = new Set(['join', 'leave', 'crowd', 'nick', 'topic']);

/** Follows what comes on one connection: tells it, each once, and settles what the user said. */
export class Incoming {
  readonly #parts: SessionParts;
  readonly #send: (message: ClientMessage) => void;
  readonly #sender: Sender;

  constructor(parts: SessionParts, send: (message: ClientMessage) => void, sender: Sender) {
    this.#parts = parts;
    this.#send = send;
    this.#sender = sender;
  }

  take(message: ServerMessage): void {
    const { events, positions } = this.#parts;
    switch (message.type) {
      case 'room': {
        const arrival = positions.enter(message);
        events.entered(message, arrival);
        break;
      }

      case 'message':
        this.#said(message);
        break;
      case 'ack':
        this.#acknowledged(message);
        break;
      case 'system':
        this.#system(message);
        break;
      case 'members':
        events.members(message);
        break;
      case 'overview':
        events.overview(message);
        break;
      case 'pm':
        this.#received(message);
        break;
      case 'sealed_pm':
        this.#opened(message);
        break;
      default: // answers to questions that nobody waits for any more, and what belongs to a login
    }
  }

  #said(message: ServerMessageOf<'message'>): void {
    const { events, positions, outbox } = this.#parts;
    const room = message.room ?? LOBBY;
    // These were still on their way when the user left the room.
    if (positions.of(room) !== null && (message.id === undefined || positions.take(room, message.id))) {
      events.said(room, message);
    }

    if (message.nonce !== undefined && outbox.settle(message.nonce) !== null) {
      this.#sender.wake();
    }
  }

  #acknowledged(ack: ServerMessageOf<'ack'>): void {
    const { events, outbox } = this.#parts;
    const outgoing = outbox.entries.find((entry) => entry.nonce === ack.nonce);
    if (outgoing === undefined) {
      return;
    }

    if (isAsk(outgoing)) {
      this.#answered(ack.nonce);
    } else {
      events.delivered(outgoing, ack.waits === true, ack.id ?? null);
    }

    outbox.settle(ack.nonce);
    this.#sender.wake();
  }

  /** A command was carried out, or refused with this text. */
  #answered(nonce: string, refusal: string | null = null): void {
    const { events, outbox, captures } = this.#parts;
    const command = outbox.entries.find((entry) => entry.nonce === nonce) ?? null;
    const lines = this.#sender.asking.end(nonce) ?? '';
    const capture = captures.get(nonce);
    if (capture !== undefined) {
      captures.delete(nonce);
      capture(refusal ?? lines);
      return;
    }

    if (lines !== '') {
      events.noticed(lines, 'reply', command);
    }

    if (refusal !== null) {
      events.noticed(refusal, 'refused', command);
    }
  }

  #system(message: ServerMessageOf<'system'>): void {
    const { events, positions } = this.#parts;
    const room = message.room ?? LOBBY;
    if (message.event === 'nick' && message.user !== undefined && message.name !== undefined) {
      events.renamed(message.user, message.name);
    }

    if (message.event !== undefined && ROOM_EVENTS.has(message.event)) {
      if (positions.of(room) !== null) {
        events.happened(room, message);
      }
    } else if (message.event === 'unsend' && message.share !== undefined) {
      events.unshared(message.share);
    } else if (message.event === 'refused' && message.nonce !== undefined) {
      this.#refused(message.nonce, message.text);
    } else if (message.event === 'reply') {
      const text = message.at === undefined ? message.text : `[${timeOf(message.at, this.#parts.clock.now())}] ${message.text}`;
      if (!this.#sender.asking.add(text)) {
        events.noticed(text, 'reply', null);
      }
    } else if (message.event !== 'backlog' && message.event !== 'kick' && message.event !== 'closed' && message.event !== 'shutdown') {
      events.noticed(message.text, message.event === 'refused' ? 'refused' : 'info', null);
    }
  }

  #refused(nonce: string, text: string): void {
    const { outbox } = this.#parts;
    const outgoing = outbox.entries.find((entry) => entry.nonce === nonce);
    if (outgoing === undefined) {
      return;
    }

    if (isAsk(outgoing)) {
      this.#answered(nonce, text);
      outbox.settle(nonce);
    } else {
      outbox.fail(nonce, { code: 'refused', server: text });
    }

    this.#sender.wake();
  }

  #received(message: ServerMessageOf<'pm'>): void {
    const { events, seen } = this.#parts;
    const { id } = message;
    if (id === undefined || seen.add(id)) {
      const at = message.at ?? this.#parts.clock.now();
      const isBot = message.bot === true;
      events.received({ from: message.from_user, text: message.text, at, id: id ?? null, isSealed: false, sealedShare: null, isBot });
    }

    if (id !== undefined) {
      this.#send({ type: 'got', id });
    }
  }

  #opened(message: ServerMessageOf<'sealed_pm'>): void {
    const { events, privateTalk, clock } = this.#parts;
    const at = message.at ?? clock.now();
    const opened = privateTalk.open(message);
    if (opened.kind === 'closed') {
      events.notOpened(message.from_user, at);
    } else if (opened.kind === 'text') {
      if (opened.isChanged) {
        events.keyChanged(message.from_user, opened.sender);
      }

      const { text, sealedShare } = opened;
      events.received({ from: message.from_user, text, at, id: message.id, isSealed: true, sealedShare, isBot: false });
    }

    // A message that cannot be opened now never can be.
    this.#send({ type: 'got', id: message.id });
  }
}

/** As the terminal shows it: the reader's time, with the day if it is another one. */
function timeOf(at: number, now: number): string {
  const time = new Date(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = time.toDateString() === new Date(now).toDateString() ? '' : `${two(time.getMonth() + 1)}-${two(time.getDate())} `;
  return `${day}${two(time.getHours())}:${two(time.getMinutes())}`;
}
