import { useSignal } from '@preact/signals';
import type { Chat, Room } from '../../state/index.ts';
import { count, text } from '../../texts/text.ts';
import { Sheet } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { placeName } from '../parts/place-name.tsx';
import { closeSheet, closeSheets } from '../ui.ts';

/** What a room is about, and the way out of it. */
export function RoomSheet({ chat, room }: { readonly chat: Chat; readonly room: Room }) {
  const topic = useSignal(room.topic.value ?? '');
  const { isLoaded, count: people } = room.members.value;
  const leave = (): void => {
    chat.leaveRoom(room);
    closeSheets();
  };
  return (
    <Sheet title={placeName(room)} onClose={closeSheet}>
      {isLoaded && <p>{count('roomUsers', people)}</p>}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          chat.setTopic(room, topic.value.trim());
          closeSheet();
        }}
      >
        <Field label={text('topic')} hint={text('topicHint')} value={topic.value} placeholder={text('noTopic')} autocomplete="off" onText={(typed) => (topic.value = typed)} />
        <div class="row end">
          {!room.isLobby && <button type="button" class="button danger" onClick={leave}><Icon name="leave" />{text('leaveRoom')}</button>}
          <button type="submit" class="button main">{text('save')}</button>
        </div>
      </form>
    </Sheet>
  );
}
