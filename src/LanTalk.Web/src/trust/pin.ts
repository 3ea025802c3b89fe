import { readFingerprint } from '../crypto/fingerprint.ts';
import { Kept } from '../storage/kept.ts';
import type { Store } from '../storage/store.ts';

/** `invited` and `known` are believed; `first` is the first meeting, without a word of who should be there. */
export type Verdict = 'invited' | 'known' | 'first' | 'changed' | 'not-invited';

/** Which server this browser has met at this origin. */
export class ServerPin {
  readonly #kept: Kept<string | null>;

  private constructor(kept: Kept<string | null>) {
    this.#kept = kept;
  }

  static async open(store: Store): Promise<ServerPin> {
    return new ServerPin(await Kept.open<string | null>(store, 'server', null, (value) => (typeof value === 'string' ? readFingerprint(value) : null)));
  }

  /** The fingerprint that is remembered; null before the first meeting. */
  get known(): string | null {
    return this.#kept.value;
  }

  /** What a server that shows this is. A link that names it overrides what is remembered, as `--fingerprint` does in the terminal. */
  judge(shown: string, demanded: string | null): Verdict {
    if (demanded !== null) {
      return demanded === shown ? 'invited' : 'not-invited';
    }

    return this.known === null ? 'first' : this.known === shown ? 'known' : 'changed';
  }

  /** The server was met and, as far as it can be, proven. */
  remember(fingerprint: string): void {
    if (this.#kept.value !== fingerprint) {
      this.#kept.set(fingerprint);
    }
  }
}
