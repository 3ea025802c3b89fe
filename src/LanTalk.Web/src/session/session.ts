import type { LoginRequest } from '../login/login.ts';
import { LOBBY } from '../text/names.ts';
import type { Clock, Timer } from '../time/clock.ts';
import type { ClientMessage } from '../wire/client-messages.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import { Backoff } from './backoff.ts';
import type { ConnectFailure, Connected } from './connector.ts';
import { type Outgoing, sayInRoom, sayPrivately } from './outgoing.ts';
import type { Spent } from './pacing.ts';
import type { Recipient, SealedRecipient } from './private-talk.ts';
import type { Answer } from './questions.ts';
import { RefusalPatience } from './refusal-patience.ts';
import type { SessionEnding } from './session-events.ts';
import type { SessionParts } from './session-parts.ts';
import { Talk, type TalkEnd } from './talk.ts';

/** The server closes at a goodbye. One that does not in this time is not there any more. */
const FAREWELL = 2_000;

/** How often the place in the rooms is stored. */
const SAVE_INTERVAL = 2_000;

/** Logs in again; `position` is where the user was in the lobby. */
export type Connect = (name: string, position: LoginRequest['position']) => Promise<Connected | ConnectFailure>;

/** Whether another server answers there now: asked where one does not have the key that it had. */
export type IsAnother = () => Promise<boolean>;

/**
 * One user's part in a chat, over as many connections as it takes. Every text is kept until the server certainly has it; a connection
 * that breaks is replaced, and nothing that was said meanwhile is missed, shown twice, or said twice.
 */
export class Session {
  readonly #parts: SessionParts;
  readonly #connect: Connect;
  readonly #isAnother: IsAnother;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #name: string;
  #talk: Talk | null = null;
  #skipWait: (() => void) | null = null;
  #ending: SessionEnding | null = null;
  #isStopped = false;
  #saving: Timer | null = null;

  constructor(parts: SessionParts, name: string, connect: Connect, isAnother: IsAnother, random: () => number) {
    this.#parts = parts;
    this.#name = name;
    this.#connect = connect;
    this.#isAnother = isAnother;
    this.#clock = parts.clock;
    this.#backoff = new Backoff(random);
  }

  get isOnline(): boolean {
    return this.#talk !== null;
  }

  /** The name that the user has now. */
  set name(name: string) {
    this.#name = name;
  }

  /** Begins on a connection that is logged in. */
  start(first: Connected): void {
    this.#save();
    void this.#run(first);
  }

  /** Says something, now or when there is a connection. */
  say(outgoing: Outgoing): void {
    this.#parts.outbox.add(outgoing);
    this.#talk?.sendMore();
  }

  /** Tells a user of files that were sealed for the key which was found, whatever key the user has when this is sent. */
  tellOfShare({ user, identity }: SealedRecipient, text: string, sealedShare: string): void {
    const outgoing = sayPrivately(text, user, this.#clock.now());
    this.say({ ...outgoing, sealedShare, sealed: this.#parts.privateTalk.seal(identity, outgoing.text, outgoing.nonce, sealedShare) });
  }

  /** Asks the server with a command whose answer is for the page: its lines, or a refusal. Null without a connection. */
  command(text: string, room: string): Promise<string | null> {
    if (this.#talk === null) {
      return Promise.resolve(null);
    }

    const outgoing = sayInRoom(text, room, this.#clock.now());
    return new Promise((resolve) => {
      this.#parts.captures.set(outgoing.nonce, resolve);
      this.say(outgoing);
    });
  }

  /** Asks the server a question; null without a connection. */
  ask<T extends ServerMessage>(message: ClientMessage, fits: (message: ServerMessage) => message is T): Promise<Answer<T>> {
    return this.#talk?.ask(message, fits) ?? Promise.resolve(null);
  }

  /** Asks for something that counts as a message. */
  request<T extends ServerMessage>(message: ClientMessage, fits: (message: ServerMessage) => message is T): Promise<Answer<T>> {
    return this.#talk?.request(message, fits) ?? Promise.resolve(null);
  }

  findRecipient(user: string): Promise<Recipient | null> {
    return this.#talk?.findRecipient(user) ?? Promise.resolve(null);
  }

  /** Enters a room; once there, the user is brought back to it after a lost connection. */
  join(room: string): Promise<Answer<ServerMessageOf<'room'>>> {
    return this.#talk?.join(room) ?? Promise.resolve(null);
  }

  leave(room: string): void {
    this.#parts.positions.leave(room);
    this.#parts.events.left(room, null);
    void this.#talk?.leave(room);
  }

  /** The page or the network is back: looks whether the connection still lives, or tries at once to get another. */
  wake(): void {
    this.#talk?.wake();
    this.#skipWait?.();
  }

  /** Says goodbye. */
  quit(): void {
    this.#ending ??= { why: 'left', code: null, server: null };
    this.#talk?.quit();
    this.#clock.after(FAREWELL, () => this.#talk?.close());
    this.#skipWait?.();
  }

  /** Ends without a goodbye: the user goes on elsewhere. Nothing is told any more. */
  stop(): void {
    this.#isStopped = true;
    this.#saving?.cancel();
    this.#parts.positions.save();
    this.#talk?.close();
    this.#skipWait?.();
  }

  async #run(first: Connected): Promise<void> {
    let spent: Spent = { messages: 0, queries: 0 };
    for (let connected: Connected | null = first; connected !== null; ) {
      const end = await this.#talkOn(connected, spent);
      spent = end.spent;
      this.#ending ??= this.#endingOf(end);
      connected = this.#isOver() ? null : await this.#comeBack(end);
    }

    this.#saving?.cancel();
    this.#parts.positions.save();
    if (!this.#isStopped) {
      this.#parts.events.ended(this.#ending!);
    }
  }

  #isOver(): boolean {
    return this.#isStopped || this.#ending !== null;
  }

  async #talkOn(connected: Connected, spent: Spent): Promise<TalkEnd> {
    this.#parts.events.welcomed(connected.welcome);
    this.#name = connected.welcome.username;
    this.#talk = new Talk(connected, this.#parts, spent);
    if (this.#isOver()) {
      this.#talk.close();
    }

    this.#talk.start();
    const end = await this.#talk.ended;
    this.#talk = null;
    if (end.wasOnline) {
      this.#backoff.reset();
    }

    for (const lost of this.#parts.outbox.break()) {
      this.#giveUp(lost);
    }

    return end;
  }

  /** A command may have been carried out, or not. */
  #giveUp(lost: Outgoing): void {
    const capture = this.#parts.captures.get(lost.nonce);
    this.#parts.captures.delete(lost.nonce);
    if (capture === undefined) {
      this.#parts.events.commandLost(lost);
    } else {
      capture(null);
    }
  }

  #endingOf(end: TalkEnd): SessionEnding | null {
    if (end.lastWord !== null) {
      return { why: end.lastWord.event === 'kick' ? 'kicked' : 'closed', code: null, server: end.lastWord.text };
    }

    // It would do that again: to come back would be an endless loop.
    return end.isBroken ? { why: 'broken', code: null, server: null } : null;
  }

  async #comeBack(end: TalkEnd): Promise<Connected | null> {
    const patience = new RefusalPatience();
    // A connection that broke while the page was online is tried again almost at once: often only the way was cut.
    for (let wait = end.wasOnline ? this.#backoff.next() / 2 : this.#backoff.next(); ; wait = this.#backoff.next()) {
      await this.#wait(wait);
      if (this.#isOver()) {
        return null;
      }

      this.#parts.events.connection({ kind: 'connecting' });
      const result = await this.#connect(this.#name, this.#parts.positions.of(LOBBY));
      if (result.kind === 'connected') {
        return result;
      }

      this.#ending ??= await this.#endingOfFailure(result, patience);
      if (this.#isOver()) {
        return null;
      }
    }
  }

  async #endingOfFailure(failure: ConnectFailure, patience: RefusalPatience): Promise<SessionEnding | null> {
    if (failure.kind === 'refused') {
      return patience.triesAgain(failure.code) ? null : { why: 'refused', code: failure.code, server: failure.reason };
    }

    switch (failure.why) {
      case 'password':
      case 'unproven':
      case 'broken':
        return { why: 'refused', code: failure.why, server: null };
      case 'impostor':
        return (await this.#isAnother()) ? { why: 'untrusted', code: null, server: null } : null;
      default:
        return null;
    }
  }

  async #wait(milliseconds: number): Promise<void> {
    if (this.#isOver()) {
      return;
    }

    this.#parts.events.connection({ kind: 'waiting', until: this.#clock.now() + milliseconds });
    await new Promise<void>((resolve) => {
      const timer = this.#clock.after(milliseconds, resolve);
      this.#skipWait = () => {
        timer.cancel();
        resolve();
      };
    });
    this.#skipWait = null;
  }

  #save(): void {
    this.#saving = this.#clock.after(SAVE_INTERVAL, () => {
      this.#parts.positions.save();
      this.#save();
    });
  }
}
