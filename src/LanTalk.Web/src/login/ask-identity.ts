import { type ServerIdentity, readIdentity } from '../trust/server-identity.ts';
import type { Clock } from '../time/clock.ts';

const TIMEOUT = 10_000;

/** As much of `fetch` as this needs. */
export type Fetch = (url: string, options: RequestInit) => Promise<Pick<Response, 'ok' | 'json'>>;

/** Asks the server that the page came from who it is. `invalid`: what it says makes no sense. */
export async function askIdentity(fetch: Fetch, clock: Clock): Promise<ServerIdentity | 'unreachable' | 'invalid'> {
  const abort = new AbortController();
  const timer = clock.after(TIMEOUT, () => abort.abort());
  try {
    const answer = await fetch('/identity', { cache: 'no-store', credentials: 'omit', redirect: 'error', signal: abort.signal });
    return answer.ok ? (readIdentity(await answer.json()) ?? 'invalid') : 'unreachable';
  } catch {
    return 'unreachable'; // no connection, or no JSON: something else answers there
  } finally {
    timer.cancel();
  }
}
