import { Fragment } from 'preact';
import type { App, Chat } from '../../state/index.ts';
import { text } from '../../texts/text.ts';
import { Dialog } from '../parts/dialog.tsx';
import { PeoplePanel } from '../side/people-panel.tsx';
import { RoomsPanel } from '../side/rooms-panel.tsx';
import { SearchPanel } from '../side/search-panel.tsx';
import { closeSheet, sheets, type Sheet } from '../ui.ts';
import { ConnectionSheet } from './connection-sheet.tsx';
import { InviteSheet } from './invite-sheet.tsx';
import { JoinRoomSheet } from './join-room-sheet.tsx';
import { NameSheet } from './name-sheet.tsx';
import { PersonSheet } from './person-sheet.tsx';
import { PresentSheet } from './present-sheet.tsx';
import { RoomSheet } from './room-sheet.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { VerifySheet } from './verify-sheet.tsx';

/** What lies over the conversation: each sheet over the one that it was opened from. */
export function ShownSheets({ app, chat }: { readonly app: App; readonly chat: Chat }) {
  return <>{sheets.value.map((shown, depth) => <Fragment key={depth}>{show(shown, app, chat)}</Fragment>)}</>;
}

function show(shown: Sheet, app: App, chat: Chat) {
  const current = chat.current.value;
  switch (shown.kind) {
    case 'rooms':
      return <Dialog key="rooms" kind="drawer" label={text('menu')} onClose={closeSheet}><RoomsPanel chat={chat} onClose={closeSheet} /></Dialog>;
    case 'people':
      return current.kind === 'room'
        ? <Dialog key="people" kind="drawer right" label={text('hereNow')} onClose={closeSheet}><PeoplePanel chat={chat} room={current} onClose={closeSheet} /></Dialog>
        : null;
    case 'search':
      return <Dialog key="search" kind="drawer right wide" label={text('searchPlaceholder')} onClose={closeSheet}><SearchPanel chat={chat} onClose={closeSheet} hasBox /></Dialog>;
    case 'settings':
      return <SettingsSheet key="settings" app={app} chat={chat} />;
    case 'shortcuts':
      return <ShortcutsSheet key="shortcuts" />;
    case 'invite':
      return <InviteSheet key="invite" chat={chat} />;
    case 'join-room':
      return <JoinRoomSheet key="join-room" chat={chat} />;
    case 'connection':
      return <ConnectionSheet key="connection" chat={chat} />;
    case 'name':
      return <NameSheet key="name" chat={chat} />;
    case 'person':
      return <PersonSheet key={`person:${shown.user}`} chat={chat} user={shown.user} />;
    case 'verify':
      return <VerifySheet key={`verify:${shown.user}`} chat={chat} user={shown.user} />;
    case 'room':
      return <RoomSheet key={shown.room.id} chat={chat} room={shown.room} />;
    case 'present':
      return <PresentSheet key="present" chat={chat} invitation={shown.invitation} />;
  }
}
