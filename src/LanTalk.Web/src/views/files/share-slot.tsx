import { useEffect } from 'preact/hooks';
import type { Chat, MessageItem, Share } from '../../state/index.ts';
import { filesIn, openFiles } from './door.ts';

/** The share that a message announces; before the views of files are loaded, the message's text. */
export function ShareSlot({ item, share, chat }: { readonly item: MessageItem; readonly share: Share; readonly chat: Chat }) {
  const files = filesIn(chat);
  useEffect(() => void openFiles(chat), [chat]);
  return files === null ? <div class="said" dir="auto">{item.text}</div> : <files.Card share={share} isOwn={item.isOwn} />;
}
