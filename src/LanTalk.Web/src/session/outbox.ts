import { Kept } from '../storage/kept.ts';
import type { Store } from '../storage/store.ts';
import { type Failure, type Outgoing, isAsk, readOutgoing } from './outgoing.ts';

/** So much may wait. */
export const CAPACITY = 256;

/** Told of everything that changes: `entry` is null when it came out. */
export type OutboxListener = (nonce: string, entry: Outgoing | null) => void;

/**
 * What the user has said and nobody has acknowledged yet, and what failed and was not discarded. It outlasts connections and, but for
 * commands, the page: it is stored with its nonces, so that what was said offline is posted once.
 */
export class Outbox {
  readonly #kept: Kept<readonly Outgoing[]>;
  /** The nonces of what was sent on the present connection. */
  readonly #taken = new Set<string>();
  #entries: readonly Outgoing[];
  listener: OutboxListener = () => undefined;

  private constructor(kept: Kept<readonly Outgoing[]>) {
    this.#kept = kept;
    this.#entries = kept.value;
  }

  static async open(store: Store, key: string): Promise<Outbox> {
    const read = (value: unknown): readonly Outgoing[] =>
      Array.isArray(value) ? value.slice(-CAPACITY).map(readOutgoing).filter((entry) => entry !== null) : [];
    return new Outbox(await Kept.open<readonly Outgoing[]>(store, key, [], read));
  }

  get entries(): readonly Outgoing[] {
    return this.#entries;
  }

  get isFull(): boolean {
    return this.#entries.length >= CAPACITY;
  }

  isTaken(nonce: string): boolean {
    return this.#taken.has(nonce);
  }

  add(outgoing: Outgoing): void {
    this.#set([...this.#entries, outgoing]);
    this.listener(outgoing.nonce, outgoing);
  }

  /** The next to be sent; null if there is none. Only one command is on its way at a time, so that its answers are known as such. */
  next(): Outgoing | null {
    const isAsking = this.#entries.some((entry) => this.#taken.has(entry.nonce) && isAsk(entry));
    const next = this.#entries.find((entry) => entry.failed === null && !this.#taken.has(entry.nonce));
    return next === undefined || (isAsking && isAsk(next)) ? null : next;
  }

  /** It goes out now. `sealed` is kept, so that it is the same when it goes out again. */
  take(nonce: string, sealed: Outgoing['sealed'] = null): void {
    this.#taken.add(nonce);
    this.#replace(nonce, (entry) => ({ ...entry, wasSent: true, sealed: entry.sealed ?? sealed }));
  }

  /** The server has it. */
  settle(nonce: string): Outgoing | null {
    const entry = this.#entries.find((one) => one.nonce === nonce) ?? null;
    if (entry !== null) {
      this.#taken.delete(nonce);
      this.#set(this.#entries.filter((one) => one !== entry));
      this.listener(nonce, null);
    }

    return entry;
  }

  /** Nobody got it, nobody will; it stays until the user decides. */
  fail(nonce: string, failure: Failure): void {
    this.#taken.delete(nonce);
    this.#replace(nonce, (entry) => ({ ...entry, failed: failure }));
  }

  /** The connection is lost: everything is to be sent again on the next one, but for commands that may have been done. */
  break(): readonly Outgoing[] {
    const lost = this.#entries.filter((entry) => this.#taken.has(entry.nonce) && isAsk(entry));
    this.#taken.clear();
    lost.forEach((entry) => this.settle(entry.nonce));
    this.#entries.filter((entry) => entry.failed === null).forEach((entry) => this.listener(entry.nonce, entry));
    return lost;
  }

  #replace(nonce: string, change: (entry: Outgoing) => Outgoing): void {
    const index = this.#entries.findIndex((entry) => entry.nonce === nonce);
    if (index >= 0) {
      const changed = change(this.#entries[index]!);
      this.#set([...this.#entries.slice(0, index), changed, ...this.#entries.slice(index + 1)]);
      this.listener(nonce, changed);
    }
  }

  #set(entries: readonly Outgoing[]): void {
    this.#entries = entries;
    this.#kept.set(entries.filter((entry) => !isAsk(entry)));
  }
}
