// Names as the page compares them. The server knows all the rules of look-alikes; here, writing a name in another case is enough to be meant.

const ROOM_NAME = /^[\p{L}\p{M}\p{Nd}_-]{1,24}$/u;

export const LOBBY = 'lobby';

/** What two ways to write one name have in common. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

export const isSameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** The name of a room as the wire has it; null if it cannot be one. It may be typed with a number sign before it, as in other chats. */
export function readRoomName(typed: string): string | null {
  const name = nameKey(typed.trim().replace(/^#/, ''));
  return ROOM_NAME.test(name) ? name : null;
}
