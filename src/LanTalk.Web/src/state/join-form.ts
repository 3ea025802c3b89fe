import type { ReadonlySignal } from '@preact/signals';

/** The way in. */
export interface JoinForm {
  /** The name that was used here last; empty for none. */
  readonly rememberedName: string;
  /** Whether to show the text box for a password: there is one, and no invitation takes its place. */
  readonly asksPassword: ReadonlySignal<boolean>;
  /** Whether the link is an invitation. */
  readonly isInvited: ReadonlySignal<boolean>;
  /** The room that the link leads to; null for the lobby. */
  readonly room: string | null;
  /** `proving`: the password is being stretched, which takes a second or more on a phone. */
  readonly progress: ReadonlySignal<'idle' | 'connecting' | 'proving'>;
  /** Why the last try failed. It goes with the next one. */
  readonly problem: ReadonlySignal<JoinProblem | null>;
  /** Tries to log in. It never throws; on success the stage changes. */
  join(name: string, password: string): Promise<void>;
}

/**
 * Why a login failed. `server` is the server's own sentence, in English, which may say more (how long to wait, say); null where the page
 * found out by itself.
 */
export interface JoinProblem {
  readonly code: JoinProblemCode;
  readonly server: string | null;
}

export type JoinProblemCode =
  /** There is nothing in the text box for the name. */
  | 'name_missing'
  /** The name breaks the rules for names: up to 24 letters, digits, `_` and `-`. */
  | 'name_invalid'
  /** Somebody else has the name, or it looks like somebody's. Choose another. */
  | 'name_taken'
  | 'password_missing'
  | 'password'
  /** More than 1,024 bytes. */
  | 'password_too_long'
  /** The invitation is used up, expired or revoked. Ask for another, or for the password: `asksPassword` becomes true where there is one. */
  | 'invitation'
  | 'banned'
  /** Full, or too many wrong passwords from here. `server` says how long to wait. */
  | 'busy'
  | 'timeout'
  | 'shutdown'
  /** The server does not take this browser's key. */
  | 'key'
  /** The server did not prove that it knows the password: it is not the one that it claims to be. The password was not given away. */
  | 'unproven'
  /** No connection came about: the server is off, or this device is on another network. */
  | 'unreachable'
  /** The page loads but its WebSocket does not open: something on the way (a proxy, a filter) does not let it through. */
  | 'no_websocket'
  /** What answered does not log in as LanTalk does. Reload the page: server and page may be of different versions. */
  | 'broken';
