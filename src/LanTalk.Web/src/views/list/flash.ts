import { signal } from '@preact/signals';

/** The key of the message that the reader was just led to; it lights up for a moment. */
export const flashed = signal<string | null>(null);

const lasts = 2_500;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Leads the reader to a message of the conversation that is shown. */
export function flash(key: string): void {
  flashed.value = null;
  flashed.value = key;
  clearTimeout(timer);
  timer = setTimeout(() => (flashed.value = null), lasts);
}
