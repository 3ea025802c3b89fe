import { useComputed, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Chat, Conversation } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { dayNumber } from '../../texts/times.ts';
import { isLookedAt } from '../chat/looking.ts';
import { Icon } from '../parts/icon.tsx';
import { flashed } from './flash.ts';
import { ListView } from './list-view.ts';
import { RowLine } from './row-line.tsx';
import { RowMaker, type Row } from './rows.ts';

interface Properties {
  readonly chat: Chat;
  readonly conversation: Conversation;
  /** Takes what lets others lead the list to its end. */
  readonly onReady: (showEnd: () => void) => void;
}

/** The messages of one conversation. Only those that are seen are in the page. */
export function MessageList({ chat, conversation, onReady }: Properties) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const view = useMemo(() => new ListView(conversation), [conversation]);
  const maker = useMemo(() => new RowMaker(), [conversation]);
  const vnodes = useMemo(() => new WeakMap<Row, VNode>(), [chat, conversation]);
  const rows = useComputed(() => maker.make(conversation.items.value, conversation.marker.value, conversation.older.value, dayNumber));
  view.setRows(rows.value);
  const { first, last } = view.range.value;
  const showEnd = (): void => goToEnd(conversation, view);

  useLayoutEffect(() => {
    const [outer, inner] = [scroller.current, list.current];
    return outer === null || inner === null ? undefined : view.attach(outer, inner);
  }, [view]);
  useLayoutEffect(() => view.wasDrawn());
  useLayoutEffect(() => onReady(showEnd), [conversation, view]);
  useSignalEffect(() => conversation.follow(view.isAtEnd.value));
  useSignalEffect(() => {
    // New messages count as read once their end is on the screen and somebody looks.
    if (view.isAtEnd.value && isLookedAt.value && conversation.newer.value === 'none' && conversation.items.value.length > 0) {
      conversation.markRead();
    }
  });
  useSignalEffect(() => {
    const key = flashed.value;
    if (key !== null && conversation.items.value.some((item) => item.key === key)) {
      queueMicrotask(() => view.show(key));
    }
  });

  const drawn = rows.value.slice(first, last).map((row) => {
    const known = vnodes.get(row) ?? <RowLine key={row.key} row={row} chat={chat} conversation={conversation} onAsked={showEnd} />;
    vnodes.set(row, known);
    return known;
  });
  return (
    <>
      <div ref={scroller} class="scroller" tabIndex={0} role="region" aria-labelledby="talk-name" onScroll={() => view.scrolled()}>
        <ol ref={list} class="messages" role="list" aria-label={text('messages')}>{drawn}</ol>
      </div>
      <Below conversation={conversation} view={view} />
    </>
  );
}

/** Leads down to what is new, where the reader is elsewhere. */
function Below({ conversation, view }: { readonly conversation: Conversation; readonly view: ListView }) {
  if (view.isAtEnd.value && conversation.newer.value === 'none') {
    return null;
  }

  const unread = conversation.unread.value;
  return (
    <div class="below-place">
      <button
        type="button"
        class={`below${unread > 0 ? ' new' : ' bare'}`}
        aria-label={unread > 0 ? undefined : text('toNewest')}
        onClick={() => goToEnd(conversation, view)}
      >
        <Icon name="down" />
        {unread > 0 && <span>{count('arrivedBelow', unread)}</span>}
      </button>
    </div>
  );
}

function goToEnd(conversation: Conversation, view: ListView): void {
  if (conversation.newer.peek() === 'none') {
    view.showEnd();
  } else {
    void conversation.jumpToNewest().then(() => view.showEnd());
  }
}
