import { computed, type ReadonlySignal } from '@preact/signals';
import type { Chat } from '../../state/index.ts';
import type { Names } from '../markup/mentions.ts';

const known = new WeakMap<Chat, ReadonlySignal<Names>>();

/** Whom a text may name: those who are online, and those in the room. */
export function namesOf(chat: Chat): Names {
  let names = known.get(chat);
  if (names === undefined) {
    names = computed(() => collect(chat));
    known.set(chat, names);
  }

  // A message is not drawn again because somebody comes or goes.
  return names.peek();
}

function collect(chat: Chat): Names {
  const current = chat.current.value;
  const all = new Set([...chat.overview.value.users, ...(current.kind === 'room' ? current.members.value.names : [])].map((name) => name.toLowerCase()));
  return { me: chat.me.value, has: (name) => all.has(name.toLowerCase()) };
}
