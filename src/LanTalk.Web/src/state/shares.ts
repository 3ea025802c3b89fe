import type { ReadonlySignal } from '@preact/signals';
import type { Recipient, SealedRecipient } from '../session/private-talk.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';

export type { Recipient, SealedRecipient };

export type ShareList = ServerMessageOf<'files'>;

/** What lets the page send files, or get a share, and seals what travels; or why there is none. `text` is the server's, in English. */
export type ShareTicket =
  | { readonly kind: 'ticket'; readonly ticket: string; readonly key: Uint8Array }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'offline' };

/** The chat's part of files. */
export interface Shares {
  /** Whether the server keeps files. */
  readonly areKept: ReadonlySignal<boolean>;
  /** The shares that went while the page was there. */
  readonly removed: ReadonlySignal<ReadonlySet<number>>;
  /** Asks for a ticket; null for sending. */
  askTicket(share: number | null): Promise<ShareTicket>;
  /** Asks for a ticket that the browser itself may use once, in an address. What comes with it is not sealed. Null for none. */
  askDownload(share: number): Promise<string | null>;
  /** Announces a share in a room, once it can. */
  announce(share: number, title: string, room: string): void;
  /** Finds the key that files for a user are sealed for; null without a connection. */
  findRecipient(user: string): Promise<Recipient | null>;
  /** Tells that user of a sealed share, once it can. `text` is for programs that know none. */
  tell(recipient: SealedRecipient, text: string, sealedShare: string): void;
  /** What the server has in a room, or says of one share; null if it does not say. */
  list(of: { readonly room: string } | { readonly share: number }): Promise<ShareList | null>;
  /** Removes a share from the server; its answer in English, null if there is none. */
  remove(share: number): Promise<string | null>;
}
