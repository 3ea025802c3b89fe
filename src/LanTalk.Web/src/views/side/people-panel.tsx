import { useSignal } from '@preact/signals';
import type { Chat, Room } from '../../state/index.ts';
import { count, number, text } from '../../texts/text.ts';
import { IconButton } from '../parts/dialog.tsx';
import { Avatar, Name } from '../parts/name.tsx';
import { openSheet } from '../ui.ts';

/** From so many on, one can look for a name. */
const filterFrom = 15;

/** So many are listed at most: whoever looks for somebody types a part of the name. */
const mostListed = 200;

/** Who is in the room. */
export function PeoplePanel({ chat, room, onClose }: { readonly chat: Chat; readonly room: Room; readonly onClose?: () => void }) {
  const wanted = useSignal('');
  const { names, count: total, isLoaded } = room.members.value;
  const part = wanted.value.trim().toLowerCase();
  const found = part === '' ? names : names.filter((name) => name.toLowerCase().includes(part));
  const listed = found.slice(0, mostListed);
  const others = part === '' ? total - listed.length : found.length - listed.length;
  return (
    <>
      <div class="side-head">
        <h2>{text('people')} {isLoaded && <span class="dim">{number(total)}</span>}</h2>
        {onClose !== undefined && <IconButton icon="close" label={text('close')} onClick={onClose} />}
      </div>
      <div class="side-body">
        {names.length >= filterFrom && (
          <input
            class="input people-filter"
            type="text"
            autocomplete="off"
            aria-label={text('filterPeople')}
            placeholder={text('filterPeople')}
            value={wanted.value}
            onInput={(event) => (wanted.value = event.currentTarget.value)}
          />
        )}
        <ul role="list" aria-label={text('people')}>
          {listed.map((name) => <li key={name}><Person chat={chat} name={name} /></li>)}
        </ul>
        {listed.length === 0 && part !== '' && <p class="about">{text('nobodyFound')}</p>}
        {others > 0 && <p class="about">{count('andOthers', others)}</p>}
      </div>
    </>
  );
}

function Person({ chat, name }: { readonly chat: Chat; readonly name: string }) {
  const isIgnored = chat.ignored.value.length > 0 && chat.isIgnored(name);
  return (
    <button type="button" class="person" aria-haspopup="dialog" onClick={() => openSheet({ kind: 'person', user: name })}>
      <Avatar name={name} />
      <span class="cut"><Name name={name} /></span>
      {name === chat.me.value && <span class="note">{text('you')}</span>}
      {isIgnored && <span class="note">{text('ignored')}</span>}
    </button>
  );
}
