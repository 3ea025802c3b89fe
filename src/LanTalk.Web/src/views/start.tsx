import { effect } from '@preact/signals';
import { render } from 'preact';
import type { App } from '../state/index.ts';
import { language, speak } from '../texts/language.ts';
import { AppView } from './app-view.tsx';
import { tellScreenReaders } from './attention/tell.ts';
import { showTitle } from './attention/title.ts';
import { isSystemDark } from './ui.ts';
import { followViewport } from './viewport.ts';

/** Shows the client in the page, from now on. Nothing is drawn in one language first and in another then. */
export async function startViews(app: App, root: HTMLElement): Promise<void> {
  effect(() => void (document.documentElement.lang = language.value));
  effect(() => {
    const theme = app.settings.theme.value;
    document.documentElement.dataset.theme = theme === 'system' ? (isSystemDark.value ? 'dark' : 'light') : theme;
  });
  followViewport();
  showTitle(app);
  tellScreenReaders(app);
  await speak(app.settings.language.peek());
  effect(() => void speak(app.settings.language.value));
  render(<AppView app={app} />, root);
}
