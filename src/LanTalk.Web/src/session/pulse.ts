import type { Clock, Timer } from '../time/clock.ts';

/** For a server without a limit of silence. */
const USUAL_IDLE = 30_000;
const SHORTEST_IDLE = 3_000;
const LONGEST_LOOK = 2_000;

/** Who was not looked after for longer than this was asleep, and the connection may be long gone. */
const SLEEP = 10_000;

/** The time for an answer after a sleep. */
const PROBE = 3_500;

/**
 * Knows whether the other end of a connection is still there: asks for a sign of life when there was none for a while, and breaks the
 * connection when there is none. A device that was asleep asks as soon as it wakes: its socket may be dead, and no browser says so.
 */
export class Pulse {
  readonly #clock: Clock;
  readonly #idle: number;
  readonly #ping: () => void;
  readonly #lost: () => void;
  #heardAt: number;
  #pingedAt: number;
  #lookedAt: number;
  #probedAt: number | null = null;
  #timer: Timer;

  /** `idle`: how long a silence means that the other end is gone; 0 for no limit. */
  constructor(clock: Clock, idle: number, ping: () => void, lost: () => void) {
    this.#clock = clock;
    this.#idle = Math.max(idle === 0 ? USUAL_IDLE : idle, SHORTEST_IDLE);
    this.#ping = ping;
    this.#lost = lost;
    this.#heardAt = this.#pingedAt = this.#lookedAt = clock.now();
    this.#timer = this.#schedule();
  }

  /** Something came. */
  heard(): void {
    this.#heardAt = this.#clock.now();
    this.#probedAt = null;
  }

  /** The page is back in front, or the network is: looks whether the other end is there. */
  wake(): void {
    this.#probedAt ??= this.#clock.now();
    this.#sendPing();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #look(): void {
    const now = this.#clock.now();
    const wasAsleep = Math.abs(now - this.#lookedAt) > SLEEP;
    this.#lookedAt = now;
    this.#timer = this.#schedule();
    if (wasAsleep) {
      this.#heardAt = now;
      this.#probedAt = now;
      this.#sendPing();
    } else if (this.#probedAt !== null ? now - this.#probedAt >= PROBE : now - this.#heardAt >= this.#idle) {
      this.stop();
      this.#lost();
    } else if (now - this.#pingedAt >= this.#idle / 3) {
      this.#sendPing();
    }
  }

  #sendPing(): void {
    this.#pingedAt = this.#clock.now();
    this.#ping();
  }

  #schedule(): Timer {
    const look = this.#probedAt === null ? Math.min(this.#idle / 6, LONGEST_LOOK) : PROBE / 4;
    return this.#clock.after(look, () => this.#look());
  }
}
