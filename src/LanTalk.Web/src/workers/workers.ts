// Workers are the only scripts that the page makes of a URL: files of the server, whose names the build has put in.
declare const ARGON2_WORKER: string;
declare const TIMER_WORKER: string;
declare const FILES_WORKER: string;

interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const rules: ScriptPolicy = {
  createScriptURL: (url) => {
    if (![ARGON2_WORKER, TIMER_WORKER, FILES_WORKER].includes(url)) {
      throw new TypeError('The page runs no other script.');
    }

    return url;
  },
};
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('lantalk', rules) ?? rules;

/** A worker; null where the browser has none. */
export const openWorker = (url: string): Worker | null => (typeof Worker === 'undefined' ? null : new Worker(policy.createScriptURL(url)));
