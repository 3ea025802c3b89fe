import type { Clock, Timer } from '../time/clock.ts';
import type { Kept } from './kept.ts';

const DELAY = 500;

/** A kept value that changes often: written a moment after it changed, and when the page goes. */
export class LazyKept<T> {
  readonly #kept: Kept<T>;
  readonly #clock: Clock;
  #value: T;
  #timer: Timer | null = null;

  constructor(kept: Kept<T>, clock: Clock) {
    this.#kept = kept;
    this.#clock = clock;
    this.#value = kept.value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.#timer ??= this.#clock.after(DELAY, () => this.flush());
  }

  flush(): void {
    if (this.#timer !== null) {
      this.#timer.cancel();
      this.#timer = null;
      this.#kept.set(this.#value);
    }
  }
}
