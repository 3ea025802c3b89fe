import { useEffect } from 'preact/hooks';
import type { Chat, MessageItem } from '../../state/index.ts';
import { filesIn, openFiles } from './door.ts';

/** The share that a message tells of; before the views of files are loaded, the message's text. */
export function ShareSlot({ item, chat }: { readonly item: MessageItem; readonly chat: Chat }) {
  const files = filesIn(chat);
  useEffect(() => void openFiles(chat), [chat]);
  return files === null ? <div class="said" dir="auto">{item.text}</div> : <files.Card item={item} />;
}
