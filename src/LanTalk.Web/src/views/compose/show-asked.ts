import type { Chat, SayOutcome } from '../../state/index.ts';
import { columns, openSheet, right } from '../ui.ts';

/** Shows what a command asked the page for. */
export function showWhatWasAsked(chat: Chat, asked: Extract<SayOutcome, { kind: 'show' }>): void {
  switch (asked.what) {
    case 'search':
      showSearch();
      void chat.search.run(asked.query);
      return;
    case 'verify':
      openSheet({ kind: 'verify', user: asked.user });
      return;
    case 'help':
      openSheet({ kind: 'shortcuts' });
      return;
    case 'people':
      showPeople();
      return;
    case 'rooms':
      openSheet({ kind: 'join-room' });
      return;
    default:
      openSheet({ kind: asked.what });
  }
}

/** Shows where one searches: beside the conversation if there is room. */
export function showSearch(): void {
  if (columns.value === 3) {
    right.value = 'search';
    document.querySelector<HTMLInputElement>('.talk-head input[type=search]')?.focus();
  } else {
    openSheet({ kind: 'search' });
  }
}

export function showPeople(): void {
  if (columns.value === 3) {
    right.value = 'people';
  } else {
    openSheet({ kind: 'people' });
  }
}
