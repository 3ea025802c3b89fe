import type { StretchAnswer, StretchRequest } from './argon2-worker.ts';
import type { Stretch } from './stretch.ts';

// The name of the built worker, put in by the build.
declare const ARGON2_WORKER: string;

interface WorkerPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: WorkerPolicy): WorkerPolicy;
}

// The only URL that the page ever makes a script of.
const rules: WorkerPolicy = {
  createScriptURL: (url) => {
    if (url !== ARGON2_WORKER) {
      throw new TypeError('The page runs no other script.');
    }

    return url;
  },
};
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('lantalk', rules) ?? rules;

/** Stretches in a worker of its own for each call: 64 MiB are given back at once, and the page stays smooth. */
export const stretchInWorker: Stretch = (input, salt) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(policy.createScriptURL(ARGON2_WORKER));
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
