import { openWorker } from '../workers/workers.ts';
import type { StretchAnswer, StretchRequest } from './argon2-worker.ts';
import type { Stretch } from './stretch.ts';

// The name of the built worker, put in by the build.
declare const ARGON2_WORKER: string;

/** Stretches in a worker of its own for each call: 64 MiB are given back at once, and the page stays smooth. */
export const stretchInWorker: Stretch = (input, salt) =>
  new Promise((resolve, reject) => {
    const worker = openWorker(ARGON2_WORKER);
    if (worker === null) {
      reject(new Error('This browser has no workers.'));
      return;
    }

    worker.onmessage = (event: MessageEvent<StretchAnswer>) => {
      worker.terminate();
      if ('ok' in event.data) {
        resolve(event.data.ok);
      } else {
        reject(new Error(event.data.error));
      }
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(`The worker failed: ${event.message}`));
    };
    const request: StretchRequest = { input, salt };
    worker.postMessage(request);
  });
