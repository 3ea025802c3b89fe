import type { Chat, Conversation, MessageItem } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { fullTime, timeOfDay } from '../../texts/times.ts';
import { namesOf } from '../chat/names-of.ts';
import { Said } from '../markup/said.tsx';
import { Avatar, Name } from '../parts/name.tsx';
import { ShareSlot } from '../files/share-slot.tsx';
import { openSheet } from '../ui.ts';
import { CommandButton } from './command-button.tsx';
import { DeliveryNotes, NotSent, SendingMark } from './delivery.tsx';

interface Properties {
  readonly item: MessageItem;
  readonly isFirst: boolean;
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly onAsked: () => void;
}

/** A message: who wrote it, when, and what. */
export function MessageEntry({ item, isFirst, chat, conversation, onAsked }: Properties) {
  const { state } = item.delivery;
  const kinds = [
    'entry',
    item.isMention && 'mentioned',
    (state === 'sending' || state === 'queued') && 'pending',
    state === 'failed' && 'failed',
  ].filter((kind) => kind !== false);
  // A bot offers its own commands, in rooms alone: what others write is never a button.
  const command = (line: string) =>
    item.isBot && !item.isAction && conversation.kind === 'room' && chat.isCommandOf(item.author, line)
    && <CommandButton line={line} chat={chat} conversation={conversation} onAsked={onAsked} />;
  return (
    <article class={kinds.join(' ')}>
      {isFirst && <Avatar name={item.author} />}
      {isFirst
        ? (
          <div class="entry-head">
            <button type="button" class="author cut" tabIndex={-1} onClick={() => openSheet({ kind: 'person', user: item.author })}>
              <Name name={item.author} />
            </button>
            {item.isOperator && <span class="tag">{text('operator')}</span>}
            {item.isBot && <span class="tag">{text('bot')}</span>}
            <Time at={item.at} />
            <SendingMark item={item} />
          </div>
        )
        : <span class="hidden"><Name name={item.author} /></span>}
      <div class="entry-body">
        {(item.share ?? item.sealedShare) === undefined
          ? <Said said={item.text} names={namesOf(chat)} actor={item.isAction ? item.author : undefined} command={command} />
          : <ShareSlot item={item} chat={chat} />}
        {!isFirst && <Time at={item.at} />}
        {!isFirst && <SendingMark item={item} />}
        <DeliveryNotes item={item} />
        {item.delivery.state === 'failed' && <NotSent item={item} reason={item.delivery.reason} conversation={conversation} />}
      </div>
    </article>
  );
}

function Time({ at }: { readonly at: number }) {
  return <time class="time" dateTime={new Date(at).toISOString()} title={fullTime(at)}>{timeOfDay(at)}</time>;
}
