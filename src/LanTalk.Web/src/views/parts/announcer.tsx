import { signal } from '@preact/signals';

/** How long a text stays where screen readers find it; it is taken away then, so that nobody comes upon it later. */
const staysFor = 4_000;

const spoken = signal<{ readonly serial: number; readonly text: string } | null>(null);
let serial = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Has a screen reader say a text, once. */
export function announce(text: string): void {
  serial++;
  spoken.value = { serial, text };
  clearTimeout(timer);
  timer = setTimeout(() => (spoken.value = null), staysFor);
}

/** What screen readers are told of. It is no log: each text is there once, by itself. */
export function Announcer() {
  const now = spoken.value;
  return (
    <div class="hidden" aria-live="polite" aria-atomic="false">
      {now !== null && <p key={now.serial}>{now.text}</p>}
    </div>
  );
}
