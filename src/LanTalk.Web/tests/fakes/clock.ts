import type { Clock, Timer } from '../../src/time/clock.ts';

interface Waiting {
  readonly at: number;
  readonly action: () => void;
}

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
  #now = 1_789_300_000_000;
  #waiting: Waiting[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, action: () => void): Timer {
    const waiting = { at: this.#now + milliseconds, action };
    this.#waiting.push(waiting);
    return {
      cancel: () => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
      },
    };
  }

  /** Lets time pass, with everything that is due in it, in order. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
      await settle();
    }

    this.#now = end;
  }

  /** The device sleeps: time passes, and nothing that is due in it happens before it wakes. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }

  #next(end: number): Waiting | undefined {
    return this.#waiting.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Waits until everything that follows from what happened has happened: nothing here waits for anything but promises. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  await new Promise<void>((resolve) => setImmediate(resolve));
}
