import type { Chat, Conversation } from '../../state/index.ts';
import { showSearch } from '../compose/show-asked.ts';
import { messageBox, openSheet } from '../ui.ts';

/** Handles the keys that work anywhere in the chat, until the result is called. */
export function listenForShortcuts(chat: Chat, showEnd: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    // A dialog has its own keys.
    if (document.querySelector('dialog') === null && !event.isComposing && handle(event, chat, showEnd)) {
      event.preventDefault();
    }
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

function handle(event: KeyboardEvent, chat: Chat, showEnd: () => void): boolean {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isCommand && event.key === 'k') {
    showSearch();
    return true;
  }

  if (isCommand && event.key === '/') {
    openSheet({ kind: 'shortcuts' });
    return true;
  }

  if (event.altKey && !isCommand && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    return go(chat, event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
  }

  if (event.key === 'Escape') {
    showEnd();
    messageBox()?.focus();
    return true;
  }

  return isTypedElsewhere(event) && typeInBox();
}

/** Shows the next or previous conversation, of all or of those with something new. */
function go(chat: Chat, by: 1 | -1, isUnreadOnly: boolean): boolean {
  const all: readonly Conversation[] = [...chat.rooms.value, ...chat.privates.value];
  const from = all.indexOf(chat.current.value);
  for (let step = 1; step < all.length; step++) {
    const next = all[(from + by * step + all.length * step) % all.length];
    if (next !== undefined && (!isUnreadOnly || next.unread.value > 0)) {
      chat.show(next);
      return true;
    }
  }

  return true;
}

/** Whoever types while nothing that takes text has the focus wants to write. */
function isTypedElsewhere(event: KeyboardEvent): boolean {
  const { activeElement } = document;
  const isFree = activeElement === document.body || activeElement === null || activeElement.classList.contains('scroller');
  return isFree && event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
}

function typeInBox(): false {
  messageBox()?.focus();
  return false; // The key is not handled: it goes into the text box.
}
