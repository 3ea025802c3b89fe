import { Kept } from '../storage/kept.ts';
import type { Store } from '../storage/store.ts';
import { nameKey } from '../text/names.ts';

/** `first`: no key was met under this name before. `changed`: another one was. */
export type KeyVerdict = 'known' | 'first' | 'changed';

/**
 * A server can make up as many users as it likes. So when the table is full nothing more is remembered, and nothing is forgotten to make room:
 * otherwise a flood of strangers would wash out the key of a friend.
 */
const CAPACITY = 1024;

type Keys = Readonly<Record<string, string>>;

/** Which key was met under which name of this server. */
export class KnownUsers {
  readonly #kept: Kept<Keys>;

  private constructor(kept: Kept<Keys>) {
    this.#kept = kept;
  }

  static async open(store: Store, key: string): Promise<KnownUsers> {
    const read = (value: unknown): Keys | null =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
        : null;
    return new KnownUsers(await Kept.open<Keys>(store, key, {}, read));
  }

  isKnown(user: string): boolean {
    return Object.hasOwn(this.#kept.value, nameKey(user));
  }

  /** Compares a user's key with the one that was met before, and remembers it. */
  meet(user: string, key: string): KeyVerdict {
    const name = nameKey(user);
    const known = this.isKnown(user) ? this.#kept.value[name] : undefined;
    if (known === key) {
      return 'known';
    }

    if (known !== undefined || Object.keys(this.#kept.value).length < CAPACITY) {
      this.#kept.set({ ...this.#kept.value, [name]: key });
    }

    return known === undefined ? 'first' : 'changed';
  }
}
