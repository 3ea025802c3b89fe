const SHORTEST = 1_000;
const LONGEST = 30_000;

/**
 * How long to wait before each try to come back: 1 s, then twice as long each time up to 30 s, each time by a random part less, up to half.
 * When a server with a thousand users returns, they come one after the other.
 */
export class Backoff {
  readonly #random: () => number;
  #next = SHORTEST;

  constructor(random: () => number) {
    this.#random = random;
  }

  next(): number {
    const wait = Math.round(this.#next - (this.#next / 2) * this.#random());
    this.#next = Math.min(this.#next * 2, LONGEST);
    return wait;
  }

  reset(): void {
    this.#next = SHORTEST;
  }
}
