import { LOBBY } from '../text/names.ts';
import { readDuration } from '../time/duration.ts';
import type { ClientMessage } from '../wire/client-messages.ts';
import type { ChannelListener } from '../wire/secure-channel.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { Connected } from './connector.ts';
import { Incoming } from './incoming.ts';
import { Pacing, type Spent } from './pacing.ts';
import type { Recipient } from './private-talk.ts';
import { Pulse } from './pulse.ts';
import { type Answer, Questions } from './questions.ts';
import { Sender } from './sender.ts';
import type { SessionParts } from './session-parts.ts';

/** How a connection ended. */
export interface TalkEnd {
  /** The server's last word, after which nobody comes back. */
  readonly lastWord: ServerMessageOf<'system'> | null;
  /** The server breaks the rules. */
  readonly isBroken: boolean;
  /** Whether the page had caught up: then the server was well. */
  readonly wasOnline: boolean;
  readonly spent: Spent;
}

/** One connection of a session, from its login to its end: enters the rooms, catches up, then sends what waits. */
export class Talk implements ChannelListener {
  readonly ended: Promise<TalkEnd>;
  readonly #channel: Connected['channel'];
  readonly #parts: SessionParts;
  readonly #pacing: Pacing;
  readonly #pulse: Pulse;
  readonly #questions: Questions;
  readonly #sender: Sender;
  readonly #incoming: Incoming;
  readonly #pongs: (() => void)[] = [];
  #end: (end: TalkEnd) => void = () => undefined;
  #lastWord: ServerMessageOf<'system'> | null = null;
  #wasOnline = false;

  constructor({ channel, welcome }: Connected, parts: SessionParts, before: Spent) {
    this.#channel = channel;
    this.#parts = parts;
    this.#pacing = new Pacing(welcome, parts.clock, before);
    this.#pulse = new Pulse(parts.clock, readDuration(welcome.idle_timeout) ?? 0, () => void this.#ping(), () => channel.close());
    this.#questions = new Questions((message) => channel.send(message), parts.clock);
    this.#sender = new Sender(parts, this.#pacing, (message) => channel.send(message), (user) => this.askKey(user));
    this.#incoming = new Incoming(parts, (message) => channel.send(message), this.#sender);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  start(): void {
    this.#channel.listen(this);
    void this.#enter();
  }

  /** Asks the server something that counts as a question. */
  async ask<T extends ServerMessage>(message: ClientMessage, fits: (message: ServerMessage) => message is T): Promise<Answer<T>> {
    return this.#paced(true, message, fits);
  }

  /** Asks for something that counts as a message, such as a room. */
  async request<T extends ServerMessage>(message: ClientMessage, fits: (message: ServerMessage) => message is T): Promise<Answer<T>> {
    return this.#paced(false, message, fits);
  }

  askKey(user: string): Promise<Answer<ServerMessageOf<'key'>>> {
    return this.#questions.ask({ type: 'key', user }, (message) => message.type === 'key');
  }

  findRecipient(user: string): Promise<Recipient | null> {
    return this.#sender.findRecipient(user);
  }

  join(room: string): Promise<Answer<ServerMessageOf<'room'>>> {
    const position = this.#parts.positions.of(room);
    return this.request(
      { type: 'join', room, ...(position && { epoch: position.epoch, since: position.since }) },
      (message): message is ServerMessageOf<'room'> => message.type === 'room' && message.room === room,
    );
  }

  async leave(room: string): Promise<void> {
    const ticket = await this.#pacing.messages.turn();
    if (ticket !== null) {
      this.#channel.send({ type: 'leave', room });
      this.#pacing.sent(ticket, null);
    }
  }

  wake(): void {
    this.#pulse.wake();
  }

  /** There is something new in the outbox. */
  sendMore(): void {
    this.#sender.wake();
  }

  quit(): void {
    this.#channel.send({ type: 'quit' });
  }

  close(): void {
    this.#channel.close();
  }

  message(message: ServerMessage): void {
    this.#pulse.heard();
    this.#pacing.heard(message);
    if (message.type === 'pong') {
      this.#pongs.shift()?.();
      return;
    }

    if (message.type === 'system' && (message.event === 'kick' || message.event === 'closed')) {
      this.#lastWord = message;
    }

    const isAnswer = this.#questions.take(message);
    if (!isAnswer || message.type === 'room' || message.type === 'members') {
      this.#incoming.take(message);
    }
  }

  closed(isBroken: boolean): void {
    this.#pulse.stop();
    this.#sender.stop();
    this.#questions.close();
    const { spent } = this.#pacing;
    this.#pacing.close();
    this.#end({ lastWord: this.#lastWord, isBroken, wasOnline: this.#wasOnline, spent });
  }

  async #enter(): Promise<void> {
    const { positions, events } = this.#parts;
    for (const room of positions.rooms.filter((one) => one !== LOBBY)) {
      const answer = await this.join(room);
      if (answer?.kind === 'refused') {
        positions.leave(room);
        events.left(room, answer.text);
      }
    }

    // The answer comes behind what was missed.
    await this.#ping();
    this.#wasOnline = true;
    events.connection({ kind: 'online' });
    this.#sender.start();
  }

  #ping(): Promise<void> {
    this.#channel.send({ type: 'ping' });
    this.#pacing.pinged();
    return new Promise((resolve) => {
      this.#pongs.push(resolve);
    });
  }

  async #paced<T extends ServerMessage>(
    isQuery: boolean,
    message: ClientMessage,
    fits: (message: ServerMessage) => message is T,
  ): Promise<Answer<T>> {
    const ticket = await (isQuery ? this.#pacing.queries : this.#pacing.messages).turn();
    if (ticket === null) {
      return null;
    }

    const answer = await this.#questions.ask(message, fits);
    ticket.handled();
    return answer;
  }
}
