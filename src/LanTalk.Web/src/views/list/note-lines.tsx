import type { GapItem, KeyChangeItem, NoticeItem } from '../../state/index.ts';
import { count, rich, text } from '../../texts/text.ts';
import { Icon } from '../parts/icon.tsx';
import { Name } from '../parts/name.tsx';
import { openSheet } from '../ui.ts';

/** What only this user sees: an answer, a refusal, a word of the server, which speaks English. */
export function NoticeLine({ item }: { readonly item: NoticeItem }) {
  return (
    <div class={`answer ${item.tone === 'lost' ? 'refused' : item.tone}`}>
      <div><Tag item={item} /></div>
      {item.tone === 'lost'
        ? <div class="said">{text('failedLost')}</div>
        : <div class="said" dir="auto" lang="en">{item.text}</div>}
    </div>
  );
}

function Tag({ item }: { readonly item: NoticeItem }) {
  return item.command === null
    ? <>{text('onlyYou')}</>
    : <><bdi><code>{item.command}</code></bdi> · {text('onlyYou')}</>;
}

export function GapLine({ item }: { readonly item: GapItem }) {
  return (
    <div class="note warning">
      <Icon name="warning" />
      <span>{item.what === 'missing' ? count('missing', item.count) : text('historyReplaced')}</span>
    </div>
  );
}

export function NotOpenedLine() {
  return <div class="note warning"><Icon name="warning" /><span>{text('notOpened')}</span></div>;
}

/** The other one may be somebody else now. */
export function KeyChangeLine({ item }: { readonly item: KeyChangeItem }) {
  return (
    <div class="notice warning key-change">
      <p>{rich('keyChanged', { user: <Name name={item.user} /> })}</p>
      <p><code>{item.shortKey}</code></p>
      <button type="button" class="button small" onClick={() => openSheet({ kind: 'verify', user: item.user })}>{text('verify')}</button>
    </div>
  );
}
