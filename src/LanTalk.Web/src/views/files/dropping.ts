import type { Chosen } from '../../files/page.ts';
import type { Chat, Conversation } from '../../state/index.ts';
import { placeTitle } from '../parts/place-name.tsx';
import { openFiles } from './door.ts';

/** Sends files to a room or a user. `isSure`: the user has chosen them; otherwise the page asks first. */
export async function sendFiles(chosen: readonly Chosen[], chat: Chat, conversation: Conversation, isSure: boolean): Promise<void> {
  const files = chosen.length > 0 && takesFiles(chat, conversation) ? await openFiles(chat) : null;
  files?.send(chosen, { kind: conversation.kind, name: conversation.name.peek(), title: placeTitle(conversation) }, isSure);
}

/** Whether files can be sent there: the operator at the console gets none. For other users without a key, the page says why nothing is sent. */
export const takesFiles = (chat: Chat, conversation: Conversation): boolean =>
  chat.shares.areKept.value && (conversation.kind === 'room' || conversation.sealing.value !== 'operator');

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
