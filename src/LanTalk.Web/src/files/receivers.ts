import { type Signal, signal } from '@preact/signals';
import type { Shares } from '../state/index.ts';

/** Who has got a share: how many, and the names of some or all of them. */
export interface Got {
  readonly count: number;
  readonly names: readonly string[];
}

/** The server is not asked again sooner, in ms. */
const PAUSE = 5_000;

/** Who has got one share, as the server said last; null before it did. It tells nobody by itself: it is asked while somebody looks. */
export class Receivers {
  readonly got: Signal<Got | null> = signal<Got | null>(null);
  readonly #share: number;
  readonly #shares: Pick<Shares, 'list'>;
  readonly #now: () => number;
  #askedAt = -Infinity;

  constructor(share: number, shares: Pick<Shares, 'list'>, now: () => number) {
    this.#share = share;
    this.#shares = shares;
    this.#now = now;
  }

  async ask(): Promise<void> {
    if (this.#now() - this.#askedAt < PAUSE) {
      return;
    }

    this.#askedAt = this.#now();
    const list = await this.#shares.list({ share: this.#share });
    const entry = list?.shares[0] ?? list?.sealed?.[0];
    if (entry !== undefined) {
      this.got.value = { count: entry.got ?? 0, names: entry.got_by ?? [] };
    }
  }
}
