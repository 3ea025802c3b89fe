import type { Store } from './store.ts';

/**
 * One value that is read once and then kept in step with the store. A value that cannot be written is held in memory: a full disk must not stop a
 * chat. Writes happen in the order in which they were asked for.
 */
export class Kept<T> {
  readonly #store: Store;
  readonly #key: string;
  #value: T;
  #writing: Promise<void> = Promise.resolve();

  private constructor(store: Store, key: string, value: T) {
    this.#store = store;
    this.#key = key;
    this.#value = value;
  }

  /** `read` makes sure of what is stored: another version of the page may have stored it. It gives null for what it cannot use. */
  static async open<T>(store: Store, key: string, initial: T, read: (value: unknown) => T | null): Promise<Kept<T>> {
    let stored: unknown;
    try {
      stored = await store.get(key);
    } catch {
      stored = undefined; // what cannot be read is not there
    }

    return new Kept(store, key, (stored === undefined ? null : read(stored)) ?? initial);
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#writing = this.#writing
      .then(() => this.#store.set(this.#key, value))
      .catch(() => {
        // Held in memory, see above.
      });
  }

  /** Waits until what was set is stored, or could not be. */
  written(): Promise<void> {
    return this.#writing;
  }
}
