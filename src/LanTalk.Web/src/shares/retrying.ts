import { ChatAway, TransferFailure, TryAgain } from './failures.ts';

/** The longest time without progress in one try. The server itself ends one after a minute. */
const PATIENCE = 75_000;

/** So often in a row it is tried without progress. */
const MOST_TRIES = 6;

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** How a transfer waits; tests have a clock of their own. */
export interface Waiting {
  after(milliseconds: number, action: () => void): { cancel(): void };
}

/** One try, which says when it gets on. */
export interface Attempt {
  readonly signal: AbortSignal;
  readonly getOn: () => void;
}

/** Tries until it is done. `onBreak` is called before each further try. */
export async function retrying<T>(attempt: (attempt: Attempt) => Promise<T>, waiting: Waiting, onBreak: () => void): Promise<T> {
  let failures = 0;
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    const stop = new AbortController();
    let timer = waiting.after(PATIENCE, () => stop.abort());
    const getOn = (): void => {
      failures = 0;
      wait = FIRST_WAIT;
      timer.cancel();
      timer = waiting.after(PATIENCE, () => stop.abort());
    };
    try {
      return await attempt({ signal: stop.signal, getOn });
    } catch (error) {
      if (!(error instanceof TryAgain || error instanceof ChatAway)) {
        throw error;
      }

      failures += error instanceof TryAgain ? 1 : 0;
      if (failures >= MOST_TRIES) {
        throw new TransferFailure('network');
      }
    } finally {
      timer.cancel();
    }

    onBreak();
    await new Promise<void>((resolve) => waiting.after(wait, resolve));
  }
}
