import type { Clock, Timer } from '../time/clock.ts';
import type { Rate } from '../time/duration.ts';

/** Something that was sent and counts; its `handled` is called when the server has shown that it handled it. */
export interface Ticket {
  handled(): void;
  /** It was not sent after all. */
  unused(): void;
}

/**
 * Holds what is sent to one rate limit, exactly. The server counts when a message arrives, which nobody sees here: so a message is spent until
 * a whole period has passed since it was shown to be handled, however the network may stretch or squeeze the traffic.
 */
export class Pace {
  readonly #rate: Rate | null;
  readonly #clock: Clock;
  readonly #waiting: ((ticket: Ticket | null) => void)[] = [];
  readonly #handledAt: number[] = [];
  #outstanding = 0;
  #timer: Timer | null = null;
  #isClosed = false;

  /** `spent`: how much a former connection of the same session has spent. */
  constructor(rate: Rate | null, clock: Clock, spent = 0) {
    this.#rate = rate;
    this.#clock = clock;
    for (let i = 0; rate !== null && i < Math.min(spent, rate.count); i++) {
      this.#handledAt.push(clock.now());
    }
  }

  get spent(): number {
    this.#forget();
    return this.#handledAt.length + this.#outstanding;
  }

  /** Waits until one more may be sent; null if the connection ended meanwhile. */
  turn(): Promise<Ticket | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#serve();
    });
  }

  /** The connection has ended: nobody's turn comes any more. */
  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#waiting.splice(0).forEach((resolve) => resolve(null));
  }

  #serve(): void {
    this.#timer?.cancel();
    this.#timer = null;
    while (this.#waiting.length > 0 && (this.#isClosed || this.#rate === null || this.spent < this.#rate.count)) {
      this.#waiting.shift()!(this.#isClosed ? null : this.#take());
    }

    const first = this.#handledAt[0];
    if (this.#waiting.length > 0 && first !== undefined && this.#rate !== null) {
      this.#timer = this.#clock.after(Math.max(1, first + this.#rate.per - this.#clock.now()), () => this.#serve());
    }
  }

  #take(): Ticket {
    let isOut = true;
    this.#outstanding++;
    const end = (wasSent: boolean): void => {
      if (isOut) {
        isOut = false;
        this.#outstanding--;
        if (wasSent) {
          this.#handledAt.push(this.#clock.now());
        }

        this.#serve();
      }
    };
    return { handled: () => end(true), unused: () => end(false) };
  }

  #forget(): void {
    const now = this.#clock.now();
    const per = this.#rate?.per ?? 0;
    // A clock that was set back would hold everything up for ever.
    while (this.#handledAt.length > 0 && (now - this.#handledAt[0]! >= per || now < this.#handledAt[0]!)) {
      this.#handledAt.shift();
    }
  }
}
