import type { ReadonlySignal } from '@preact/signals';
import type { Completion } from './completion-types.ts';
import type { Conversation, PrivateConversation, Room } from './conversation.ts';
import type { InvitationOutcome, InviteOptions, Search, VerifyOutcome } from './dialogs.ts';
import type { ServerFacts } from './server.ts';
import type { Shares } from './shares.ts';

/** Everything after the login. */
export interface Chat {
  readonly server: ServerFacts;
  /** The name that the user has now. */
  readonly me: ReadonlySignal<string>;
  /** The short form of this browser's key, as `/whois` shows it to others. */
  readonly shortKey: string;
  readonly connection: ReadonlySignal<Connection>;

  /** The lobby first, then the others in the order in which they were joined. */
  readonly rooms: ReadonlySignal<readonly Room[]>;
  /** The latest first. */
  readonly privates: ReadonlySignal<readonly PrivateConversation[]>;
  readonly current: ReadonlySignal<Conversation>;
  show(conversation: Conversation): void;

  /** Enters a room, makes it if need be, and shows it. */
  joinRoom(typed: string): Promise<RoomOutcome>;
  leaveRoom(room: Room): void;
  /** Null or empty takes the topic away. The answer comes as an event, or as a notice if it is refused. */
  setTopic(room: Room, topic: string): void;
  openPrivate(user: string): PrivateConversation;
  /** Takes it from the list, with what is kept of it. */
  closePrivate(conversation: PrivateConversation): void;
  /** Asks for another name; a refusal comes as a notice. */
  changeName(name: string): void;

  /** Names and rooms on this server, and its commands; renewed now and then, and by `refreshOverview()`. */
  readonly overview: ReadonlySignal<Overview>;
  refreshOverview(): void;

  /**
   * Whether a whole line of what a bot says is a command of that same bot, and nothing else the page or the server would carry out. Then a tap
   * on it may send it: see `Room.run`.
   */
  isCommandOf(bot: string, line: string): boolean;

  /** Users whose texts are hidden, in rooms and in private; kept in this browser. */
  readonly ignored: ReadonlySignal<readonly string[]>;
  isIgnored(user: string): boolean;
  ignore(user: string): void;
  unignore(user: string): void;

  /** What the server says of a user: address, since when, key. Lines in English; null if there is no answer. */
  whoIs(user: string): Promise<string | null>;
  verify(user: string): Promise<VerifyOutcome>;

  readonly search: Search;
  readonly shares: Shares;
  /** Whether this user may invite. */
  readonly mayInvite: ReadonlySignal<boolean>;
  invite(options: InviteOptions): Promise<InvitationOutcome>;

  /** What Tab or a list can offer where the caret is; null for nothing. */
  complete(text: string, caret: number): Completion | null;
  /** What was said or done here last, for the arrow keys; newest first, at most 100. */
  readonly recall: ReadonlySignal<readonly string[]>;

  /** Tries to connect at once instead of waiting. */
  reconnectNow(): void;
  /** Says goodbye; the stage becomes `ended`. */
  quit(): void;
}

export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** The connection is lost. The next try is at `until` (ms since 1970). Typed texts are kept and sent then. */
  | { readonly kind: 'waiting'; readonly until: number };

/** Why a session is over; `server` is the server's last word, in English, or null. */
export interface Ending {
  readonly why:
    | 'left'
    /** By the operator or a rule. */
    | 'kicked'
    /** The server ended it for a technical reason. */
    | 'closed'
    /** The user came back and the server did not let it in; `code` as in JoinProblem. */
    | 'refused'
    /** The server does what no server does. */
    | 'broken';
  readonly code: string | null;
  readonly server: string | null;
  /** Own texts that nobody got. */
  readonly unsent: readonly string[];
}

export interface Overview {
  /** How many are online, the operator counted; null before the server has told. */
  readonly online: number | null;
  /** At most 500. */
  readonly users: readonly string[];
  readonly rooms: readonly { readonly name: string; readonly users: number; readonly topic: string | null }[];
  readonly commands: readonly CommandFacts[];
}

/** What may be typed after a slash. */
export interface CommandFacts {
  readonly name: string;
  readonly arguments: string;
  /** In English. */
  readonly help: string;
  /** The page's own, not the server's. */
  readonly isOwn: boolean;
  /** The bot whose command it is; not there for those of the server and of the page. */
  readonly bot?: string | undefined;
}

export type RoomOutcome =
  | { readonly kind: 'entered'; readonly room: Room }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'refused'; readonly server: string }
  | { readonly kind: 'offline' };
