import { useSignal } from '@preact/signals';
import type { Chat, PrivateConversation } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Avatar, Name } from '../parts/name.tsx';
import { closeSheet, closeSheets, messageBox, replaceSheet } from '../ui.ts';

/** What one can do with a person. */
export function PersonSheet({ chat, user }: { readonly chat: Chat; readonly user: string }) {
  const answer = useSignal<string | null>(null);
  const isMe = user === chat.me.value;
  const isOperator = user === chat.server.name;
  const isIgnored = chat.ignored.value.length > 0 && chat.isIgnored(user);
  const talk = chat.privates.value.find((candidate) => candidate.name.value === user);
  const ask = async (): Promise<void> => {
    answer.value = text('asking');
    answer.value = await chat.whoIs(user) ?? text('noAnswer');
  };
  return (
    <Sheet title={<span class="person-title"><Avatar name={user} /><Name name={user} /></span>} isSmall onClose={closeSheet}>
      <div class="menu">
        {isMe && <Item icon="person" label={text('changeName')} onClick={() => replaceSheet({ kind: 'name' })} />}
        {!isMe && <Item icon="message" label={text('writePrivately')} onClick={() => writeTo(chat, user)} />}
        {!isMe && chat.current.value.kind === 'room' && <Item icon="at" label={text('mention')} onClick={() => mention(chat, user)} />}
        {!isMe && !isOperator && <Item icon="shield" label={text('verify')} onClick={() => replaceSheet({ kind: 'verify', user })} />}
        <Item icon="info" label={text('whois')} onClick={() => void ask()} />
        {!isMe && !isOperator && (
          isIgnored
            ? <Item icon="hide" label={text('unignore')} onClick={() => chat.unignore(user)} />
            : <Item icon="hide" label={text('ignore')} onClick={() => chat.ignore(user)} />
        )}
        {talk !== undefined && <Item icon="close" label={text('closeTalk')} onClick={() => close(chat, talk)} />}
      </div>
      <div aria-live="polite">{answer.value !== null && <p class="notice said" dir="auto">{answer.value}</p>}</div>
    </Sheet>
  );
}

function Item({ icon, label, onClick }: { readonly icon: IconName; readonly label: string; readonly onClick: () => void }) {
  return <button type="button" class="menu-item" onClick={onClick}><Icon name={icon} /><span>{label}</span></button>;
}

function writeTo(chat: Chat, user: string): void {
  chat.show(chat.openPrivate(user));
  closeSheets();
  messageBox()?.focus();
}

function close(chat: Chat, talk: PrivateConversation): void {
  chat.closePrivate(talk);
  closeSheets();
}

function mention(chat: Chat, user: string): void {
  const { draft } = chat.current.value;
  chat.current.value.setDraft(`${draft.value}${draft.value === '' || draft.value.endsWith(' ') ? '' : ' '}@${user} `);
  closeSheets();
  messageBox()?.focus();
}
