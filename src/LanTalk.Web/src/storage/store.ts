/** What this browser keeps for this origin, by key. Values are what structured cloning takes. */
export interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** For a browser that keeps nothing (a private window, a full disk): as long as the page is open. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, unknown>();

  get(key: string): Promise<unknown> {
    return Promise.resolve(this.#values.get(key));
  }

  set(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }
}
