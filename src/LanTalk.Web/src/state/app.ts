import type { ReadonlySignal } from '@preact/signals';
import type { Announcement } from './announcement.ts';
import type { Chat, Ending } from './chat.ts';
import type { IdentityTrouble, ServerFacts } from './server.ts';
import type { JoinForm } from './join-form.ts';
import type { Settings } from './settings.ts';

/** Which screen is up. */
export type Stage =
  /** The page asks the server who it is, or comes back after a reload. */
  | { readonly kind: 'loading' }
  /** This browser, or a proxy on the way, lacks something that the chat cannot do without. */
  | { readonly kind: 'unsupported'; readonly missing: 'websocket' | 'webassembly' | 'bigint' }
  /** The server does not say who it is. `retry()` asks again; the page also does so by itself, at `nextTryAt` (ms since 1970). */
  | { readonly kind: 'unreachable'; readonly nextTryAt: number; retry(): void }
  /** The chat is open in another tab of this browser. `useHere()` brings it to this one. */
  | { readonly kind: 'elsewhere'; useHere(): void }
  /** The server is not the one that this browser knows, or not the one that the link names. */
  | { readonly kind: 'untrusted'; readonly trouble: IdentityTrouble }
  | { readonly kind: 'join'; readonly server: ServerFacts; readonly form: JoinForm }
  | { readonly kind: 'chat'; readonly chat: Chat }
  /** The session is over and does not come back by itself. `again()` leads to the join form. */
  | { readonly kind: 'ended'; readonly ending: Ending; again(): void };

/** The whole client. */
export interface App {
  readonly stage: ReadonlySignal<Stage>;
  readonly settings: Settings;
  /** What a screen reader is to be told next, once. Null before the first. */
  readonly announcement: ReadonlySignal<Announcement | null>;
  /** How many unread messages the title shows: those of private conversations, mentions, and those of rooms. 0 before the login. */
  readonly titleCount: ReadonlySignal<number>;
}
