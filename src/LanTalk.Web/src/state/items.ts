/**
 * What stands in a conversation, oldest first. Items never change: one that did is another object with the same `key`. Day lines, grouping by
 * author and the unread marker are the views' (`Conversation.marker` says where that stands).
 */
export type Item = MessageItem | EventsItem | NoticeItem | GapItem | KeyChangeItem | NotOpenedItem;

export interface MessageItem {
  readonly kind: 'message';
  readonly key: string;
  /** The number in its room; null for a private message, and for one that is not posted yet. */
  readonly id: number | null;
  readonly author: string;
  /** Cleaned, with `\n` between lines. */
  readonly text: string;
  /** What it announces; not there for a text. */
  readonly share?: Share;
  /** Private: the files that were sealed for the two, with their key, as the script that shows files reads them; not there for a text. */
  readonly sealedShare?: string;
  /** When it was posted, or typed if it is not posted yet; ms since 1970. */
  readonly at: number;
  /** `/me`: the text tells what the author does. */
  readonly isAction: boolean;
  readonly isOwn: boolean;
  /** Names this user. */
  readonly isMention: boolean;
  /** Said by the operator under the server's name. */
  readonly isOperator: boolean;
  /** Said by a bot, a plug-in of the server. */
  readonly isBot: boolean;
  /** Private only: whether nobody but the other one can read it. Null in rooms. */
  readonly isSealed: boolean | null;
  /** Of own messages; others have been delivered. */
  readonly delivery: Delivery;
}

/** Files that the server keeps, or kept when they were announced. */
export interface Share {
  readonly id: number;
  /** Cleaned, on one line. */
  readonly title: string;
  readonly count: number;
  /** In bytes, with the list of the files. */
  readonly size: number;
  readonly manifestSize: number;
  readonly root: string;
}

export type Delivery =
  | { readonly state: 'sent' }
  /** Private: the recipient is offline and gets it within 7 days, or never. */
  | { readonly state: 'waits' }
  /** Not on a connection yet: the page is offline, or the server's rate limit makes it wait. It may be taken back. */
  | { readonly state: 'queued' }
  /** On its way. After a lost connection it is sent again, and posted once. */
  | { readonly state: 'sending' }
  /** Nobody got it, nobody will. It may be resent, edited or discarded. */
  | { readonly state: 'failed'; readonly reason: FailReason };

/** Why a message was not sent; `server` is the server's sentence where it was the server. */
export interface FailReason {
  readonly code:
    | 'refused'
    /** Private: nobody has that name. */
    | 'nobody'
    /** Private: the server names no right key for a user whose key is known. It is not sent in the clear. */
    | 'key_withheld'
    | 'too_long'
    | 'no_answer'
    /** The user is no longer in the room. */
    | 'not_in_room'
    /** A command was on its way when the connection was lost: nobody knows whether it was carried out, so it is not sent again. */
    | 'connection_lost';
  readonly server: string | null;
}

/** Successive joins, leaves, new names and topics, folded into one. `happenings` holds the last 100 of them; `count` is how many there were. */
export interface EventsItem {
  readonly kind: 'events';
  readonly key: string;
  readonly at: number;
  readonly count: number;
  readonly happenings: readonly Happening[];
}

export interface Happening {
  /** `crowd`: many came and went; `text` says how many. */
  readonly kind: 'join' | 'leave' | 'nick' | 'topic' | 'crowd';
  readonly at: number;
  readonly user: string;
  /** `nick`: the new name. `topic`: the new topic; null if it was taken away. Otherwise null. */
  readonly value: string | null;
  /** The server's sentence, in English: how a user left, say. */
  readonly text: string;
}

/** What only this user sees: the answer to a command, a refusal, a word of the server. `text` is the server's, in English. */
export interface NoticeItem {
  readonly kind: 'notice';
  readonly key: string;
  readonly at: number;
  /** The command that it answers, as typed; null for none. */
  readonly command: string | null;
  /** `lost`: the connection was lost before the server answered the command; nobody knows whether it was carried out. `text` is empty. */
  readonly tone: 'reply' | 'refused' | 'info' | 'lost';
  readonly text: string;
}

/** A break in what is shown. */
export interface GapItem {
  readonly kind: 'gap';
  readonly key: string;
  readonly at: number;
  /** `missing`: `count` messages are not kept any more. `replaced`: the room has another history than before. */
  readonly what: 'missing' | 'replaced';
  readonly count: number;
}

/** The other one of a private conversation has another key than before: show it loudly. `user` may be somebody else now. */
export interface KeyChangeItem {
  readonly kind: 'key-change';
  readonly key: string;
  readonly at: number;
  readonly user: string;
  /** The short form of the new key, as `/whois` shows it. */
  readonly shortKey: string;
}

/** A private message that this browser's key does not open: it was for another key, or somebody changed it. */
export interface NotOpenedItem {
  readonly kind: 'not-opened';
  readonly key: string;
  readonly at: number;
}
