import { openWorker } from '../workers/workers.ts';
import { type Clock, systemClock } from './clock.ts';
import type { TimerRequest } from './timer-worker.ts';

// The name of the built worker, put in by the build.
declare const TIMER_WORKER: string;

/** A clock whose timers also run in time while the page is in the background. Without workers it is the page's own. */
export function createWorkerClock(): Clock {
  const actions = new Map<number, () => void>();
  const worker = openWorker(TIMER_WORKER);
  if (worker === null) {
    return systemClock;
  }

  let last = 0;
  const send = (request: TimerRequest): void => worker.postMessage(request);
  worker.onmessage = ({ data: id }: MessageEvent<number>) => {
    const action = actions.get(id);
    actions.delete(id);
    action?.();
  };
  return {
    now: () => Date.now(),
    after: (milliseconds, action) => {
      const id = ++last;
      actions.set(id, action);
      send({ id, after: milliseconds });
      return {
        cancel: () => {
          if (actions.delete(id)) {
            send({ id, after: null });
          }
        },
      };
    },
  };
}
