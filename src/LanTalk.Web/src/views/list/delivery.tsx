import type { Conversation, FailReason, MessageItem } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Icon } from '../parts/icon.tsx';
import { messageBox } from '../ui.ts';

/** That an own message is on its way. It takes no room of its own: nothing moves when the message has arrived. */
export function SendingMark({ item }: { readonly item: MessageItem }) {
  return item.delivery.state === 'sending' || item.delivery.state === 'queued'
    ? <span class="sending"><Icon name="clock" /><span class="hidden">{text('sending')}</span></span>
    : null;
}

/** What else there is to know of a message, below it. */
export function DeliveryNotes({ item }: { readonly item: MessageItem }) {
  return (
    <>
      {item.delivery.state === 'waits' && <div class="state"><Icon name="clock" />{text('waitsForUser')}</div>}
      {item.isSealed === false && <div class="state"><Icon name="unlock" />{text('notSealedMessage')}</div>}
    </>
  );
}

/** Why a message was not sent, and what can be done with it. */
export function NotSent({ item, reason, conversation }: {
  readonly item: MessageItem;
  readonly reason: FailReason;
  readonly conversation: Conversation;
}) {
  const edit = (): void => {
    conversation.edit(item.key);
    messageBox()?.focus();
  };
  return (
    <div class="not-sent">
      <span class="reason"><strong>{text('notSent')}</strong> {reason.server === null ? sentenceOf(reason.code) : <span lang="en" dir="auto">{reason.server}</span>}</span>
      <span class="row">
        <button type="button" class="button small" onClick={() => conversation.resend(item.key)}>{text('resend')}</button>
        <button type="button" class="button small" onClick={edit}>{text('edit')}</button>
        <button type="button" class="button small" onClick={() => conversation.discard(item.key)}>{text('discard')}</button>
      </span>
    </div>
  );
}

function sentenceOf(code: FailReason['code']): string {
  switch (code) {
    case 'refused':
      return text('failedRefused');
    case 'nobody':
      return text('nobodyFound');
    case 'key_withheld':
      return text('failedWithheld');
    case 'too_long':
      return text('failedTooLong');
    case 'no_answer':
      return text('failedNoAnswer');
    case 'not_in_room':
      return text('failedNotInRoom');
    case 'connection_lost':
      return text('failedLost');
  }
}
