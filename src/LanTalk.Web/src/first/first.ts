// Runs before the first frame, in which the join form is there as the server sent it. The page's script, which takes a slow phone a second to
// compile and run, starts after that frame. What the user types meanwhile is kept (see views/join/early.ts).
import { JOINED, SETTINGS, TOKEN } from '../state/storage-keys.ts';
import { coloursOf } from '../views/theme.ts';

/** Where the build put the page. */
declare const APP: string;

const is = (query: string): boolean => matchMedia(query).matches;

/** A stored value; undefined if there is none, or if the browser forbids storage. */
function kept<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A browser that failed to load a script does not ask for the same address again. */
function start(query = ''): void {
  const root = document.getElementById('app')!;
  import(APP + query).catch(() => {
    if (query === '') {
      setTimeout(start, 1_000, '?again');
    } else {
      root.textContent = root.dataset.failed!;
    }
  });
}

// The theme first: a page that changes its colours while it loads hurts the eye.
const theme = kept(() => (JSON.parse(localStorage.getItem(SETTINGS) ?? '{}') as { theme?: string }).theme);
document.documentElement.dataset.theme = coloursOf(theme, is('(prefers-color-scheme: dark)'));

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
    start(); // a background tab draws no frames
  } else {
    requestAnimationFrame(() => setTimeout(start, 0));
  }
});
