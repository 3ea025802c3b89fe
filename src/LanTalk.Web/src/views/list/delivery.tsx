import type { Conversation, FailReason, MessageItem } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Icon } from '../parts/icon.tsx';
import { messageBox } from '../ui.ts';

/** Where an own message is on its way. Nothing is shown of what has arrived. */
export function DeliveryMark({ item }: { readonly item: MessageItem }) {
  const isUnsealed = item.isSealed === false;
  if (!isUnsealed && (item.delivery.state === 'sent' || item.delivery.state === 'failed')) {
    return null;
  }

  return (
    <span class="state">
      {item.delivery.state === 'sending' && <><Icon name="clock" /><span class="hidden">{text('sending')}</span></>}
      {item.delivery.state === 'queued' && <><Icon name="clock" />{text('waiting')}</>}
      {item.delivery.state === 'waits' && <><Icon name="clock" />{text('waitsForUser')}</>}
      {isUnsealed && <><Icon name="unlock" />{text('notSealedMessage')}</>}
    </span>
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
      <Icon name="warning" />
      <span>{text('notSent')} {reason.server === null ? sentenceOf(reason.code) : <span lang="en" dir="auto">{reason.server}</span>}</span>
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
      return text('failedNobody');
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
