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
        <Action icon="help" label={text('shortcuts')} sheet={{ kind: 'shortcuts' }} />
        <button type="button" class="menu-item me" onClick={() => openSheet({ kind: 'name' })} title={text('changeName')}>
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
      <UnreadBadge unread={unread} mentions={conversation.mentions.value} />
    </button>
  );
}

/** How much is new; in colour if somebody wants something of the user. */
export function UnreadBadge({ unread, mentions }: { readonly unread: number; readonly mentions: number }) {
  if (unread === 0) {
    return null;
  }

  return (
    <span class={`badge${mentions > 0 ? ' mentioned' : ''}`}>
      <span aria-hidden="true">{mentions > 0 ? `@${mentions < unread ? `${number(mentions)}/` : ''}` : ''}{unread > 999 ? '999+' : number(unread)}</span>
      <span class="hidden">{`${count('unread', unread)}${mentions > 0 ? `, ${count('mentions', mentions)}` : ''}`}</span>
    </span>
  );
}
