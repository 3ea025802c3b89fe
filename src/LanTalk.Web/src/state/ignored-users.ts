import { type Signal, signal } from '@preact/signals';
import type { Kept } from '../storage/kept.ts';
import { isSameName, nameKey } from '../text/names.ts';

/** Users whose texts are hidden. */
export class IgnoredUsers {
  readonly names: Signal<readonly string[]>;
  readonly #kept: Kept<readonly string[]>;
  readonly #onChange: () => void;

  constructor(kept: Kept<readonly string[]>, onChange: () => void) {
    this.#kept = kept;
    this.#onChange = onChange;
    this.names = signal(kept.value);
  }

  has(user: string): boolean {
    const key = nameKey(user);
    return this.names.value.some((one) => nameKey(one) === key);
  }

  add(user: string): void {
    if (!this.has(user)) {
      this.#set([...this.names.value, user]);
    }
  }

  remove(user: string): void {
    this.#set(this.names.value.filter((one) => !isSameName(one, user)));
  }

  #set(names: readonly string[]): void {
    this.names.value = names;
    this.#kept.set(names);
    this.#onChange();
  }
}
