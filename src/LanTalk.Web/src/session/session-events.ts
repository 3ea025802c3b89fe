import type { UserIdentity } from '../crypto/user-identity.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import type { Outgoing } from './outgoing.ts';
import type { Arrival } from './positions.ts';
import type { Recipient } from './private-talk.ts';

/** `until`: ms since 1970. */
export type ConnectionState = { readonly kind: 'connecting' } | { readonly kind: 'online' } | { readonly kind: 'waiting'; readonly until: number };

/** How a session ended. `untrusted`: another server answers there now. */
export interface SessionEnding {
  readonly why: 'left' | 'kicked' | 'closed' | 'refused' | 'broken' | 'untrusted';
  readonly code: string | null;
  readonly server: string | null;
}

export interface PrivateText {
  readonly from: string;
  readonly text: string;
  readonly at: number;
  /** Null if the server gave it none. */
  readonly id: string | null;
  readonly isSealed: boolean;
  /** The files that it tells of, with their key; null for none. */
  readonly sealedShare: string | null;
  readonly isBot: boolean;
}

/** What a session tells, in the order in which it happens. */
export interface SessionEvents {
  connection(state: ConnectionState): void;
  /** At each login. */
  welcomed(welcome: ServerMessageOf<'auth_ok'>): void;
  /** Somebody has another name now, perhaps this user. Told once for each room that both are in. */
  renamed(former: string, name: string): void;
  entered(state: ServerMessageOf<'room'>, arrival: Arrival): void;
  /** The user is no longer in a room; `refusal` is the server's word if it was the server. */
  left(room: string, refusal: string | null): void;
  /** A room's message, each once and in the room's order. */
  said(room: string, message: ServerMessageOf<'message'>): void;
  /** A join, a leave, a crowd, a new name, a topic. */
  happened(room: string, message: ServerMessageOf<'system'>): void;
  /** The answer to a command, or something that the server has to say. Null rooms are the lobby's or none's. */
  noticed(text: string, tone: 'reply' | 'refused' | 'info', by: Outgoing | null): void;
  /** The connection was lost before the server answered a command: nobody knows whether it was carried out, so it is not sent again. */
  commandLost(command: Outgoing): void;
  /** A share is no longer on the server. */
  unshared(share: number): void;
  members(message: ServerMessageOf<'members'>): void;
  /** The server's commands have changed. */
  overview(message: ServerMessageOf<'overview'>): void;
  received(message: PrivateText): void;
  notOpened(from: string, at: number): void;
  /** Before anything that is said to or from that key. */
  keyChanged(user: string, identity: UserIdentity): void;
  recipient(asked: string, recipient: Recipient): void;
  /** The server has what the user said privately, or had posted it before. (What is posted now is told by `said`.) */
  delivered(outgoing: Outgoing, waits: boolean, id: number | null): void;
  ended(ending: SessionEnding): void;
}
