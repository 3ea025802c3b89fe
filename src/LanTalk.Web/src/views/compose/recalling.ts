/** Goes through what was said before, with the arrow keys, as in a terminal. */
export class Recalling {
  #at = -1;
  #shown = '';

  /** The next older or newer text; null where the arrow keys are to move the caret. */
  step(typed: string, texts: readonly string[], by: 1 | -1): string | null {
    const isFresh = typed === '' && this.#at < 0;
    if (!isFresh && (this.#at < 0 || typed !== this.#shown)) {
      this.#at = -1;
      return typed === '' ? this.step('', texts, by) : null;
    }

    const next = this.#at + by;
    if (next >= texts.length || next < -1) {
      return null;
    }

    this.#at = next;
    this.#shown = next < 0 ? '' : texts[next] ?? '';
    return this.#shown;
  }

  /** Begins anew: something was said. */
  reset(): void {
    this.#at = -1;
  }
}
