/** Something that will happen, unless it is cancelled. */
export interface Timer {
  cancel(): void;
}

/** The time, which tests make themselves. */
export interface Clock {
  /** Ms since 1970. It may leap: a device sleeps, or its clock is set. */
  now(): number;
  after(milliseconds: number, action: () => void): Timer;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
