import type { Chosen } from '../../files/page.ts';
import type { Chat, Conversation } from '../../state/index.ts';
import { placeTitle } from '../parts/place-name.tsx';
import { openFiles } from './door.ts';

/** Sends files to a room. `isSure`: the user has chosen them; otherwise the page asks first. */
export async function sendFiles(chosen: readonly Chosen[], chat: Chat, conversation: Conversation, isSure: boolean): Promise<void> {
  const files = chosen.length > 0 && takesFiles(chat, conversation) ? await openFiles(chat) : null;
  files?.send(chosen, { name: conversation.name.peek(), title: placeTitle(conversation) }, isSure);
}

/** Private conversations are for the two alone, and the page cannot seal files yet. */
export const takesFiles = (chat: Chat, conversation: Conversation): boolean => conversation.kind === 'room' && chat.shares.areKept.value;

/** What makes an element take dropped files. Elsewhere, a browser would open them in the place of the chat. */
export function dropping(chat: Chat, conversation: Conversation) {
  const over = (event: DragEvent, isOver: boolean): boolean => {
    const hasFiles = event.dataTransfer?.types.includes('Files') === true;
    if (isOver) {
      void openFiles(chat); // its style shows where one can drop
    }

    (event.currentTarget as HTMLElement).classList.toggle('dropping', isOver && hasFiles && takesFiles(chat, conversation));
    if (hasFiles) {
      event.preventDefault();
    }

    return hasFiles;
  };
  return {
    onDragOver: (event: DragEvent) => void over(event, true),
    onDragLeave: (event: DragEvent) => void over(event, false),
    onDrop: (event: DragEvent) => {
      if (over(event, false)) {
        // Read at once: after the event there is nothing in it any more.
        const chosen = Array.from(event.dataTransfer!.items, (item) => item.webkitGetAsEntry() ?? item.getAsFile());
        void sendFiles(chosen.filter((one) => one !== null), chat, conversation, false);
      }
    },
  };
}
