import type { Chat, Conversation } from '../../state/index.ts';
import { count, number, text } from '../../texts/text.ts';
import { IconButton } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { Avatar, Name } from '../parts/name.tsx';
import { placeName } from '../parts/place-name.tsx';
import { closeSheets, openSheet, type Sheet } from '../ui.ts';

/** Where one can go, and what there is to set: the left column, or a drawer. */
export function RoomsPanel({ chat, onClose }: { readonly chat: Chat; readonly onClose?: () => void }) {
  return (
    <>
      <div class="side-head">
        <button type="button" class="server-name cut" title={text('aboutConnection')} onClick={() => openSheet({ kind: 'connection' })}>
          <bdi>{chat.server.name}</bdi>
        </button>
        {onClose !== undefined && <IconButton icon="close" label={text('close')} onClick={onClose} />}
      </div>
      <nav class="side-body" aria-label={text('rooms')}>
        <div class="side-title">
          <h2>{text('rooms')}</h2>
          <IconButton icon="plus" label={text('joinRoom')} kind="small" onClick={() => openSheet({ kind: 'join-room' })} />
        </div>
        <ul role="list">
          {chat.rooms.value.map((room) => <li key={room.id}><Entry chat={chat} conversation={room} /></li>)}
        </ul>
        {chat.privates.value.length > 0 && (
          <>
            <div class="side-title"><h2>{text('privateTalks')}</h2></div>
            <ul role="list">
              {chat.privates.value.map((talk) => <li key={talk.id}><Entry chat={chat} conversation={talk} /></li>)}
            </ul>
          </>
        )}
      </nav>
      <div class="side-foot">
        {chat.mayInvite.value && <Action icon="invite" label={text('invite')} sheet={{ kind: 'invite' }} />}
        <Action icon="settings" label={text('settings')} sheet={{ kind: 'settings' }} />
        <Action icon="help" label={text('help')} sheet={{ kind: 'shortcuts' }} />
        <button type="button" class="menu-item" onClick={() => openSheet({ kind: 'name' })} title={text('changeName')}>
          <Avatar name={chat.me.value} />
          <span class="cut"><Name name={chat.me.value} /></span>
          <span class="hidden">{text('changeName')}</span>
        </button>
      </div>
    </>
  );
}

function Action({ icon, label, sheet }: { readonly icon: Parameters<typeof Icon>[0]['name']; readonly label: string; readonly sheet: Sheet }) {
  return <button type="button" class="menu-item" onClick={() => openSheet(sheet)}><Icon name={icon} /><span>{label}</span></button>;
}

function Entry({ chat, conversation }: { readonly chat: Chat; readonly conversation: Conversation }) {
  const isCurrent = chat.current.value === conversation;
  const unread = conversation.unread.value;
  const go = (): void => {
    chat.show(conversation);
    closeSheets();
  };
  return (
    <button type="button" class={`room${unread > 0 ? ' unread' : ''}`} aria-current={isCurrent ? 'page' : undefined} onClick={go}>
      {conversation.kind === 'private' ? <Avatar name={conversation.name.value} /> : <Icon name={conversation.isLobby ? 'home' : 'hash'} />}
      <span class="cut">{placeName(conversation)}</span>
      <News conversation={conversation} />
    </button>
  );
}

/** How much is new; in colour if somebody wants something of the user. Screen readers are told in words. */
function News({ conversation }: { readonly conversation: Conversation }) {
  const [unread, mentions] = [conversation.unread.value, conversation.mentions.value];
  const isNamed = conversation.kind === 'room' && mentions > 0;
  return (
    <>
      {isNamed && <span class="badge mentioned" data-count={`@${shortCount(mentions)}`} />}
      {unread > 0 && <span class={`badge${conversation.kind === 'private' ? ' mentioned' : ''}`} data-count={shortCount(unread)} />}
      {unread > 0 && <span class="hidden">{newsOf(unread, isNamed ? mentions : 0)}</span>}
    </>
  );
}

/** A number that has little room. */
export function shortCount(n: number): string {
  return n > 99 ? '99+' : number(n);
}

/** The same in words. */
export function newsOf(unread: number, mentions: number): string {
  return `${count('unread', unread)}${mentions > 0 ? `, ${count('mentions', mentions)}` : ''}`;
}
