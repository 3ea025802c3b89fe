import type { Chat, Conversation, Edge } from '../../state/index.ts';
import { rich, text } from '../../texts/text.ts';
import { dayName } from '../../texts/times.ts';
import { Name } from '../parts/name.tsx';
import { placeName } from '../parts/place-name.tsx';
import { EventsLine } from './events-line.tsx';
import { flashed } from './flash.ts';
import { MessageEntry } from './message-entry.tsx';
import { GapLine, KeyChangeLine, NoticeLine, NotOpenedLine } from './note-lines.tsx';
import type { Row } from './rows.ts';

interface Properties {
  readonly row: Row;
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** A command was sent from a row. */
  readonly onAsked: () => void;
}

/** One row of the list. */
export function RowLine(properties: Properties) {
  const { row } = properties;
  const isFlashed = flashed.value === row.key;
  const isFirst = row.kind === 'item' && row.isFirst;
  return <li class={`line${isFirst ? ' first' : ''}${isFlashed ? ' flash' : ''}`}>{inside(properties)}</li>;
}

function inside({ row, chat, conversation, onAsked }: Properties) {
  switch (row.kind) {
    case 'top':
      return <Top edge={row.edge} conversation={conversation} />;
    case 'day':
      return <h2 class="day">{dayName(row.at, Date.now())}</h2>;
    case 'marker':
      return <div class="unread-line">{text('newMessages')}</div>;
    case 'item':
      switch (row.item.kind) {
        case 'message':
          return <MessageEntry item={row.item} isFirst={row.isFirst} chat={chat} conversation={conversation} onAsked={onAsked} />;
        case 'events':
          return <EventsLine item={row.item} />;
        case 'notice':
          return <NoticeLine item={row.item} />;
        case 'gap':
          return <GapLine item={row.item} />;
        case 'not-opened':
          return <NotOpenedLine />;
        case 'key-change':
          return <KeyChangeLine item={row.item} />;
      }
  }
}

/** The beginning of the conversation, or that there is more above. */
function Top({ edge, conversation }: { readonly edge: Edge; readonly conversation: Conversation }) {
  if (edge === 'failed') {
    return (
      <div class="beginning">
        <button type="button" class="button small" onClick={() => void conversation.loadOlder()}>{text('loadOlder')}</button>
      </div>
    );
  }

  if (edge !== 'none') {
    return <div class="beginning">{text('loadingOlder')}</div>;
  }

  const isEmpty = !conversation.items.value.some((item) => item.kind === 'message');
  return (
    <div class="beginning">
      <h2>{placeName(conversation)}</h2>
      <p>
        {conversation.kind === 'private'
          ? rich('startOfTalk', { user: <Name name={conversation.name.value} /> })
          : isEmpty ? text('emptyRoom') : rich('startOfRoom', { room: placeName(conversation) })}
      </p>
    </div>
  );
}
