import { useEffect, useRef } from 'preact/hooks';
import type { App, Chat } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Composer } from '../compose/composer.tsx';
import { dropping } from '../files/dropping.ts';
import { MessageList } from '../list/message-list.tsx';
import { PeoplePanel } from '../side/people-panel.tsx';
import { RoomsPanel } from '../side/rooms-panel.tsx';
import { SearchPanel } from '../side/search-panel.tsx';
import { ShownSheets } from '../sheets/shown-sheets.tsx';
import { closeSheets, columns, messageBox, right } from '../ui.ts';
import { OfflineBar } from './connection-status.tsx';
import { listenForShortcuts } from './shortcuts.ts';
import { TalkHead } from './talk-head.tsx';

/** The conversation, with as much beside it as there is room for. */
export function ChatScreen({ app, chat }: { readonly app: App; readonly chat: Chat }) {
  const conversation = chat.current.value;
  const showEnd = useRef<() => void>(() => undefined);
  useEffect(() => listenForShortcuts(chat, () => showEnd.current()), [chat]);
  // Open sheets belong to a session that is over.
  useEffect(() => closeSheets, [chat]);

  const shown = columns.value === 3 && (right.value === 'search' || conversation.kind === 'room') ? right.value : null;
  return (
    <div class={`chat${shown === null ? '' : ' with-right'}`}>
      <button type="button" class="hidden skip" onClick={() => messageBox()?.focus()}>{text('skipToMessage')}</button>
      {columns.value > 1 && <div class="side left"><RoomsPanel chat={chat} /></div>}
      <main class="talk" aria-labelledby="talk-name" {...dropping(chat, conversation)}>
        <h1 class="hidden">{text('titleOf', { place: conversation.name.value, server: chat.server.name })}</h1>
        <TalkHead chat={chat} conversation={conversation} />
        <OfflineBar chat={chat} />
        <MessageList key={conversation.id} chat={chat} conversation={conversation} onReady={(show) => (showEnd.current = show)} />
        <Composer chat={chat} conversation={conversation} onSaid={() => showEnd.current()} />
      </main>
      {shown === 'search' && (
        <aside class="side right" aria-label={text('results')}><SearchPanel chat={chat} onClose={() => (right.value = 'people')} /></aside>
      )}
      {shown === 'people' && conversation.kind === 'room' && (
        <aside class="side right" aria-label={text('hereNow')}><PeoplePanel key={conversation.id} chat={chat} room={conversation} /></aside>
      )}
      <ShownSheets app={app} chat={chat} />
    </div>
  );
}
