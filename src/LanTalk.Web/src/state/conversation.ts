import type { ReadonlySignal } from '@preact/signals';
import type { Item } from './items.ts';

export type Conversation = Room | PrivateConversation;

/** `more`: there is more on the server. `none`: this is the end. `failed`: loading failed; try again. */
export type Edge = 'more' | 'loading' | 'none' | 'failed';

/** What rooms and private conversations have in common. */
export interface ConversationBase {
  /** Unlike any other, and the same after a reload. */
  readonly id: string;
  /** Of a room, or of the other user. */
  readonly name: ReadonlySignal<string>;

  /** The loaded part, oldest first: at most 2,000, wherever the user looks. */
  readonly items: ReadonlySignal<readonly Item[]>;
  readonly older: ReadonlySignal<Edge>;
  /** `none`: the loaded part reaches to the newest message, and what comes is added to it. */
  readonly newer: ReadonlySignal<Edge>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Loads the newest part. */
  jumpToNewest(): Promise<void>;

  /** New since the user read here last: messages of others. */
  readonly unread: ReadonlySignal<number>;
  /** How many of these name the user; in a private conversation, all. */
  readonly mentions: ReadonlySignal<number>;
  /**
   * The key of the first item that was unread when the conversation was last opened, or when the window lost the user's attention: the marker
   * stands above it. Null for no marker.
   */
  readonly marker: ReadonlySignal<string | null>;
  /**
   * Whether the view stands at the end and follows what comes. While it does not, nothing is taken from the loaded part where the user reads,
   * even if it is full.
   */
  follow(isAtEnd: boolean): void;
  /** The newest message is on the screen and somebody looks. The marker stays until the conversation is left or the user says something. */
  markRead(): void;

  /** What is typed and not said yet; kept over a reload. */
  readonly draft: ReadonlySignal<string>;
  setDraft(text: string): void;

  /** Says or does what was typed. The draft is emptied if it was accepted. */
  say(text: string): SayOutcome;
  /** Does what a tapped line says, as if it were typed. The draft stays. */
  run(line: string): SayOutcome;
  /** Sends a failed message again, under a new mark. */
  resend(key: string): void;
  /** Takes away a failed message or one that is still `queued`. */
  discard(key: string): void;
  /** Takes it away and puts its text into the draft. */
  edit(key: string): void;
}

/** A room that the user is in, or waits to be in again. */
export interface Room extends ConversationBase {
  readonly kind: 'room';
  readonly isLobby: boolean;
  readonly topic: ReadonlySignal<string | null>;
  /** Who is here, in order of arrival. Kept up to date while the room is the current one. */
  readonly members: ReadonlySignal<Members>;
  /** Shows a message that may be far away, with what stands around it. False if it is not kept any more. */
  jumpTo(id: number): Promise<boolean>;
}

export interface Members {
  /** How many there are. Of more than 5,000, `names` has the first. */
  readonly count: number;
  readonly names: readonly string[];
  /** False until the server has told. */
  readonly isLoaded: boolean;
}

/** A conversation with one user. Its messages are kept as long as this tab is open. */
export interface PrivateConversation extends ConversationBase {
  readonly kind: 'private';
  readonly sealing: ReadonlySignal<Sealing>;
  readonly isOnline: ReadonlySignal<boolean>;
}

export type Sealing =
  /** Not asked yet, or no connection. */
  | 'unknown'
  /** Only the other one can read it. */
  | 'sealed'
  /** The other one's program is older: the server can read along, and so can the network. */
  | 'unsealed'
  /** Sealed, for another key than before. Compare the words of `verify`. */
  | 'changed'
  /** The server names no right key for a user whose key is known. Nothing is sent. */
  | 'withheld'
  /** Nobody has that name. */
  | 'nobody'
  /** The server's operator: not sealed from the server, but sealed on the network. */
  | 'operator';

/** What became of a typed text. */
export type SayOutcome =
  | { readonly kind: 'said' }
  /** It was a command, and its answer comes as a notice. */
  | { readonly kind: 'asked' }
  /** It was a command that the page shows something for. */
  | { readonly kind: 'show'; readonly what: 'search'; readonly query: string }
  | { readonly kind: 'show'; readonly what: 'verify'; readonly user: string }
  | { readonly kind: 'show'; readonly what: 'invite' | 'settings' | 'help' | 'rooms' | 'people' }
  | { readonly kind: 'problem'; readonly problem: SayProblem };

/** Why a text is not sent. The draft stays. */
export type SayProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'too_long'; readonly bytes: number; readonly limit: number }
  /** There is no such command; `nearest` is one that may have been meant. A text that begins with a slash is said with two. */
  | { readonly code: 'unknown_command'; readonly command: string; readonly nearest: string | null }
  /** It looks like a command with something before its slash: it is not said, because it may have been meant for one user. */
  | { readonly code: 'stray_command'; readonly command: string }
  /** Something invisible stands before the slash. */
  | { readonly code: 'hidden_command' }
  | { readonly code: 'command_lines' }
  | { readonly code: 'needs_argument'; readonly command: string }
  | { readonly code: 'room_name'; readonly name: string }
  | { readonly code: 'lobby_stays' }
  /** So much waits to be sent that nothing more is taken: 256 texts. */
  | { readonly code: 'full' };
