import type { Chat, Conversation } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { IconButton } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { placeName } from '../parts/place-name.tsx';
import { showSearch } from '../compose/show-asked.ts';
import { newsOf, shortCount } from '../side/rooms-panel.tsx';
import { SearchBox } from '../side/search-panel.tsx';
import { columns, openSheet, right } from '../ui.ts';
import { ConnectionStatus } from './connection-status.tsx';

/** What is above the messages: where one is, how the connection is, and the ways to the rest. */
export function TalkHead({ chat, conversation }: { readonly chat: Chat; readonly conversation: Conversation }) {
  return (
    <header class="talk-head">
      {columns.value === 1 && (
        <RoomsButton chat={chat} conversation={conversation} />
      )}
      <Title conversation={conversation} />
      <ConnectionStatus chat={chat} />
      {columns.value === 3
        ? <SearchBox chat={chat} />
        : <IconButton icon="search" label={text('search')} onClick={showSearch} />}
      {conversation.kind === 'room' && (
        columns.value === 3
          ? (
            <IconButton
              icon="people"
              label={right.value === 'people' ? text('hidePeople') : text('showPeople')}
              isPressed={right.value === 'people'}
              onClick={() => (right.value = right.value === 'people' ? null : 'people')}
            />
          )
          : (
            <IconButton icon="people" label={text('showPeople')} onClick={() => openSheet({ kind: 'people' })}>
              {conversation.members.value.isLoaded && <span class="badge" data-count={shortCount(conversation.members.value.count)} />}
            </IconButton>
          )
      )}
    </header>
  );
}

function Title({ conversation }: { readonly conversation: Conversation }) {
  const isRoom = conversation.kind === 'room';
  const about = (): void => openSheet(isRoom ? { kind: 'room', room: conversation } : { kind: 'person', user: conversation.name.value });
  return (
    <button type="button" class="talk-title" aria-haspopup="dialog" onClick={about}>
      <span class="talk-name" id="talk-name">
        {!isRoom && <Icon name={conversation.sealing.value === 'sealed' ? 'lock' : 'message'} />}
        <span class="cut">{placeName(conversation)}</span>
      </span>
      {isRoom
        ? conversation.topic.value !== null && <span class="topic cut" dir="auto">{conversation.topic.value}</span>
        : <span class="topic">{conversation.isOnline.value ? text('personOnline') : text('personOffline')}</span>}
    </button>
  );
}

/** The way to all other conversations where their list is not seen, and how much is new there. */
function RoomsButton({ chat, conversation }: { readonly chat: Chat; readonly conversation: Conversation }) {
  const others = [...chat.rooms.value, ...chat.privates.value].filter((other) => other !== conversation);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  const unread = sum(others.map((other) => other.unread.value));
  const mentions = sum(others.map((other) => other.mentions.value));
  const label = unread === 0 ? text('openRooms') : `${text('openRooms')}: ${newsOf(unread, mentions)}`;
  return (
    <IconButton icon="rooms" label={label} onClick={() => openSheet({ kind: 'rooms' })}>
      {unread > 0 && <span class={`badge${mentions > 0 ? ' mentioned' : ''}`} data-count={shortCount(mentions > 0 ? mentions : unread)} />}
    </IconButton>
  );
}
