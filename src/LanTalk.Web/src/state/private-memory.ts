import { SeenIds } from '../session/seen-ids.ts';
import type { Sealing } from './conversation.ts';
import type { Item } from './items.ts';
import type { TextStore } from './platform.ts';

/** So much of each conversation outlasts a reload, and so much text in all: browsers give a tab 5 MB. */
const MAX_ITEMS = 200;
const MAX_LENGTH = 1_000_000;

/** What of a private conversation outlasts a reload. */
export interface KeptConversation {
  readonly user: string;
  readonly items: readonly Item[];
  readonly unread: number;
  readonly sealing: Sealing;
}

/**
 * The private conversations of a tab, as long as it is open: the server forgets what was confirmed, so a reload would lose it. Nothing of it is
 * left in the browser when the tab is closed, since over plain http an address may belong to somebody else tomorrow.
 */
export class PrivateMemory {
  readonly seen: SeenIds;
  readonly #tab: TextStore;
  readonly #name: string;
  readonly restored: readonly KeptConversation[];

  constructor(tab: TextStore, server: string) {
    this.#tab = tab;
    this.#name = `lantalk.private.${server}`;
    const { seen, conversations } = read(tab.get(this.#name));
    this.seen = new SeenIds(seen);
    this.restored = conversations;
  }

  /** Written at once: what was confirmed to the server must not be lost. */
  keep(conversations: readonly KeptConversation[]): void {
    const seen = this.seen.all;
    for (let count = MAX_ITEMS; ; count = Math.floor(count / 2)) {
      const cut = conversations.map((one) => ({ ...one, items: count === 0 ? [] : one.items.slice(-count) }));
      const text = JSON.stringify({ seen, conversations: cut });
      if (text.length <= MAX_LENGTH || count === 0) {
        this.#tab.set(this.#name, text);
        return;
      }
    }
  }
}

function read(text: string | null): { seen: readonly string[]; conversations: readonly KeptConversation[] } {
  try {
    const stored = JSON.parse(text ?? 'null') as { seen?: unknown; conversations?: unknown } | null;
    return {
      seen: Array.isArray(stored?.seen) ? (stored.seen as string[]) : [],
      conversations: Array.isArray(stored?.conversations) ? (stored.conversations as KeptConversation[]) : [],
    };
  } catch {
    return { seen: [], conversations: [] }; // another version of the page had another form
  }
}
