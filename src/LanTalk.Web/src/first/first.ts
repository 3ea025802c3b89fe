// Runs before the first frame, and is small, so that the way in is there at once, as the server drew it: the page itself, which a slow phone reads
// for a second, starts when that frame is on the screen. What is typed meanwhile is kept (see early.ts).
import { JOINED, SETTINGS, TOKEN } from '../state/kept-names.ts';

/** Where the build put the page. */
declare const APP: string;

const is = (query: string): boolean => matchMedia(query).matches;

/** What the browser keeps; undefined if it keeps nothing, or forbids to look. */
function kept<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function start(): void {
  const root = document.getElementById('app')!;
  import(APP).catch(() => (root.textContent = root.dataset.failed!));
}

// Colours first: a page that changes them while it loads hurts the eye.
const theme = kept(() => (JSON.parse(localStorage.getItem(SETTINGS) ?? '{}') as { theme?: string }).theme);
document.documentElement.dataset.theme = theme === 'dark' || (theme !== 'light' && is('(prefers-color-scheme: dark)')) ? 'dark' : 'light';

document.addEventListener('DOMContentLoaded', () => {
  const form = document.forms[0]!;
  form.onsubmit = (event) => {
    event.preventDefault();
    form.querySelector('button')!.setAttribute('aria-disabled', 'true');
  };
  if (location.hash.split('.')[1] || kept(() => sessionStorage[TOKEN] as string)) {
    form.querySelector('[type=password]')?.parentElement?.remove(); // an invitation stands in for it
  }

  if (kept(() => Object.keys(sessionStorage).some((name) => name.startsWith(JOINED)))) {
    document.getElementById('app')!.textContent = ''; // a reload leads back into the chat
  } else if (!is('(pointer: coarse)')) {
    form.querySelector('input')!.focus();
  }

  if (document.hidden) {
    start(); // no frame is drawn there
  } else {
    requestAnimationFrame(() => setTimeout(start));
  }
});
