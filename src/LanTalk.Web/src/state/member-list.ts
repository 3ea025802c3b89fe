import { signal } from '@preact/signals';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import type { Members } from './conversation.ts';

const MAX_NAMES = 5_000;

/** Who is in a room: a list that comes in parts, and then what changes. */
export class MemberList {
  readonly list = signal<Members>({ count: 0, names: [], isLoaded: false });
  /** Whether the server tells what changes on this connection. */
  isFollowed = false;

  take(message: ServerMessageOf<'members'>): void {
    const { names, count } = this.list.value;
    if (message.users !== undefined) {
      this.isFollowed = true;
      const before = message.from === 0 || message.from === undefined ? [] : names.slice(0, message.from);
      this.list.value = { count: message.count ?? count, names: [...before, ...message.users].slice(0, MAX_NAMES), isLoaded: true };
    } else if (message.changes !== undefined) {
      this.list.value = message.changes.reduce(apply, this.list.value);
    }
  }
}

function apply(members: Members, change: { readonly event: string; readonly user: string; readonly name?: string | undefined }): Members {
  const { names, count } = members;
  switch (change.event) {
    case 'join':
      return names.includes(change.user)
        ? members
        : { ...members, count: count + 1, names: names.length < MAX_NAMES ? [...names, change.user] : names };
    case 'leave':
      return { ...members, count: Math.max(0, count - 1), names: names.filter((name) => name !== change.user) };
    case 'nick':
      return { ...members, names: names.map((name) => (name === change.user ? (change.name ?? name) : name)) };
    default:
      return members;
  }
}
