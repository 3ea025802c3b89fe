import type { ReadonlySignal } from '@preact/signals';

/** A search; one at a time. */
export interface Search {
  readonly state: ReadonlySignal<SearchState>;
  /** Searches with the terminal's syntax: words, `word*`, "phrases", `from:`, `since:`, `in:`. In the current room unless it says otherwise. */
  run(query: string): Promise<void>;
  clear(): void;
  /** Leads to a hit: shows its room and the messages around it. False if it is not kept any more. */
  open(hit: Hit): Promise<boolean>;
}

export type SearchState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'running'; readonly query: string }
  /** Oldest first, at most 50. */
  | { readonly kind: 'found'; readonly query: string; readonly rooms: readonly string[]; readonly hits: readonly Hit[] }
  | { readonly kind: 'refused'; readonly query: string; readonly server: string }
  | { readonly kind: 'offline'; readonly query: string };

export interface Hit {
  readonly room: string;
  readonly id: number;
  readonly author: string;
  readonly text: string;
  readonly at: number;
  readonly isAction: boolean;
}

export interface InviteOptions {
  /** How long it is good for, such as `1h`. Both limits are null where no password is needed: the server refuses them. */
  readonly for: string | null;
  readonly uses: number | null;
  readonly room: string | null;
}

export type InvitationOutcome =
  | { readonly kind: 'invitation'; readonly invitation: Invitation }
  | { readonly kind: 'refused'; readonly server: string }
  | { readonly kind: 'offline' };

export interface Invitation {
  readonly url: string;
  /** The QR code of the address, without the quiet zone of 4 modules that has to be drawn around it. */
  readonly qr: { readonly size: number; isDark(x: number, y: number): boolean };
  /** Ms since 1970; null if it does not expire. */
  readonly expires: number | null;
  readonly uses: number | null;
  readonly room: string | null;
}

export type VerifyOutcome =
  /** Both sides see the same twelve words, or somebody is in between. `key`s are in the short form. */
  | { readonly kind: 'words'; readonly user: string; readonly words: string; readonly ownKey: string; readonly theirKey: string; readonly isChanged: boolean }
  /** An older program: there is no key to compare. */
  | { readonly kind: 'no-key'; readonly user: string }
  | { readonly kind: 'nobody' | 'withheld' | 'no-answer' | 'offline'; readonly user: string };
