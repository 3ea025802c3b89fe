// Timers for the page. Browsers slow those of a page in the background down to one a minute, too slow to keep a connection alive.
const scope = self as unknown as { onmessage: (event: MessageEvent<TimerRequest>) => void; postMessage(id: number): void };
const timers = new Map<number, ReturnType<typeof setTimeout>>();

/** `after` null cancels. */
export interface TimerRequest {
  readonly id: number;
  readonly after: number | null;
}

scope.onmessage = ({ data: { id, after } }) => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  if (after !== null) {
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        scope.postMessage(id);
      }, after),
    );
  }
};
