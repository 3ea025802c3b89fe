const CAPACITY = 4096;

/** The ids of the last private messages: the server cannot repeat one of them. */
export class SeenIds {
  readonly #ids: Set<string>;

  constructor(ids: readonly string[] = []) {
    this.#ids = new Set(ids.slice(-CAPACITY));
  }

  get all(): readonly string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Notes an id; false if it was noted before. */
  add(id: string): boolean {
    if (this.#ids.has(id)) {
      return false;
    }

    this.#ids.add(id);
    if (this.#ids.size > CAPACITY) {
      for (const oldest of this.#ids) {
        this.#ids.delete(oldest);
        break;
      }
    }

    return true;
  }
}
