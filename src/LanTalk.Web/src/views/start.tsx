import { effect } from '@preact/signals';
import { render } from 'preact';
import type { App } from '../state/index.ts';
import { language, speak } from '../texts/language.ts';
import { AppView } from './app-view.tsx';
import { tellScreenReaders } from './attention/tell.ts';
import { showTitle } from './attention/title.ts';
import { pressedEarly } from './join/early.ts';
import { coloursOf } from './theme.ts';
import { isSystemDark } from './ui.ts';
import { followViewport } from './viewport.ts';

const retryAfter = 1_000;

/** Shows the client in the page, from now on. Nothing is drawn in one language first and in another then. */
export async function startViews(app: App, root: HTMLElement): Promise<void> {
  effect(() => void (document.documentElement.lang = language.value));
  effect(() => void (document.documentElement.dataset.theme = coloursOf(app.settings.theme.value, isSystemDark.value)));
  followViewport();
  // Where the server went away between the page and its texts, they come when it is back.
  while (!(await speak(app.settings.language.peek()))) {
    await new Promise((resolve) => setTimeout(resolve, retryAfter));
  }

  showTitle(app);
  tellScreenReaders(app);
  effect(() => void speak(app.settings.language.value));
  const early = root.querySelector('form');
  if (early !== null) {
    await settled(app);
    early.onsubmit = null;
  }

  const pressed = pressedEarly();
  render(<AppView app={app} />, root);
  pressed?.click();
}

/** Resolves once it is known which screen to show; until then the prerendered form stays. */
function settled(app: App): Promise<void> {
  return new Promise((resolve) => {
    effect(() => {
      if (app.stage.value.kind !== 'loading') {
        resolve();
      }
    });
  });
}
