import { effect } from '@preact/signals';
import { render } from 'preact';
import type { App } from '../state/index.ts';
import { chosenLanguage, language } from '../texts/language.ts';
import { AppView } from './app-view.tsx';
import { callAttention } from './attention/call.ts';
import { tellScreenReaders } from './attention/tell.ts';
import { showTitle } from './attention/title.ts';
import { isSystemDark } from './ui.ts';
import { followViewport } from './viewport.ts';

/** Shows the client in the page, from now on. */
export function startViews(app: App, root: HTMLElement): void {
  effect(() => {
    chosenLanguage.value = app.settings.language.value;
    document.documentElement.lang = language.value;
  });
  effect(() => {
    const theme = app.settings.theme.value;
    document.documentElement.dataset.theme = theme === 'system' ? (isSystemDark.value ? 'dark' : 'light') : theme;
  });
  followViewport();
  showTitle(app);
  tellScreenReaders(app);
  callAttention(app);
  render(<AppView app={app} />, root);
}
