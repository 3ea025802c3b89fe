import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Chat, RoomOutcome } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { closeSheet, closeSheets } from '../ui.ts';

/** Rooms that there are, and a place for the name of another one. */
export function JoinRoomSheet({ chat }: { readonly chat: Chat }) {
  const name = useSignal('');
  const error = useSignal<string | null>(null);
  useEffect(() => chat.refreshOverview(), [chat]);
  const joined = new Set(chat.rooms.value.map((room) => room.name.value));
  const others = chat.overview.value.rooms.filter((room) => !joined.has(room.name));
  const enter = async (wanted: string): Promise<void> => {
    error.value = null;
    const outcome = await chat.joinRoom(wanted);
    if (outcome.kind === 'entered') {
      closeSheets();
    } else {
      error.value = problemOf(outcome);
    }
  };
  return (
    <Sheet title={text('joinRoom')} onClose={closeSheet}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void enter(name.value);
        }}
      >
        <Field
          label={text('roomName')}
          hint={text('roomNameHint')}
          error={error.value}
          value={name.value}
          autofocus
          autocomplete="off"
          autocapitalize="none"
          enterkeyhint="go"
          onText={(typed) => (name.value = typed)}
        />
        <div class="row end"><button type="submit" class="button main">{text('joinThisRoom')}</button></div>
      </form>
      {others.length > 0 && (
        <div>
          <h3>{text('otherRooms')}</h3>
          <ul class="menu" role="list">
            {others.map((room) => (
              <li key={room.name}>
                <button type="button" class="menu-item" onClick={() => void enter(room.name)}>
                  <Icon name="hash" />
                  <span class="two-lines">
                    <bdi>{room.name}</bdi>
                    <span class="hint cut" dir="auto">{[count('roomUsers', room.users), room.topic].filter((part) => part !== null).join(' · ')}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}

function problemOf(outcome: Exclude<RoomOutcome, { kind: 'entered' }>): string {
  switch (outcome.kind) {
    case 'invalid':
      return text('roomNameInvalid');
    case 'refused':
      return outcome.server;
    case 'offline':
      return text('offlineAsk');
  }
}
