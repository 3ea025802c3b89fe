import { type ReadonlySignal, signal } from '@preact/signals';
import type { Edge } from './conversation.ts';
import type { Happening, Item } from './items.ts';

/** So much of a conversation is loaded at most; of one that nobody looks at, so much is kept. */
export const MAX_ITEMS = 2_000;
const KEPT_ITEMS = 300;
const MAX_HAPPENINGS = 100;

/**
 * The loaded part of a conversation: what is settled, oldest first, and behind it what the user has said and the server has not yet. It is
 * shown after all that comes at once was taken in, so that ten thousand messages are not ten thousand lists.
 */
export class ItemWindow {
  readonly older = signal<Edge>('none');
  readonly newer = signal<Edge>('none');
  readonly #shown = signal<readonly Item[]>([]);
  readonly #isHidden: (item: Item) => boolean;
  readonly #onShow: (items: readonly Item[]) => void;
  #settled: Item[] = [];
  #pending: Item[] = [];
  #isScheduled = false;

  constructor(isHidden: (item: Item) => boolean, onShow: (items: readonly Item[]) => void) {
    this.#isHidden = isHidden;
    this.#onShow = onShow;
  }

  get items(): ReadonlySignal<readonly Item[]> {
    return this.#shown;
  }

  get settled(): readonly Item[] {
    return this.#settled;
  }

  /** Whether what comes is added to it. */
  get isLive(): boolean {
    return this.newer.value === 'none';
  }

  /** Something new, at the end. `isFollowed`: somebody looks at the end; otherwise nothing is taken away where they look. */
  append(item: Item, isFollowed: boolean): void {
    if (!this.isLive) {
      return;
    }

    if (this.#settled.length >= MAX_ITEMS) {
      if (!isFollowed) {
        this.newer.value = 'more';
        return;
      }

      this.#settled = this.#settled.slice(-MAX_ITEMS + MAX_ITEMS / 10);
      this.older.value = 'more';
    }

    this.#settled.push(item);
    this.show();
  }

  /** Somebody came or went: folded with what came before it, if that was such an event too. */
  happened(happening: Happening, key: string, isFollowed: boolean): void {
    const last = this.#settled.at(-1);
    if (last?.kind !== 'events' || !this.isLive) {
      this.append({ kind: 'events', key, at: happening.at, count: 1, happenings: [happening] }, isFollowed);
      return;
    }

    const happenings = [...last.happenings, happening].slice(-MAX_HAPPENINGS);
    this.#settled[this.#settled.length - 1] = { ...last, at: happening.at, count: last.count + 1, happenings };
    this.show();
  }

  /** What stood before the window. */
  prepend(items: readonly Item[], isFirst: boolean): void {
    this.#settled = [...items, ...this.#settled];
    this.older.value = isFirst ? 'none' : 'more';
    if (this.#settled.length > MAX_ITEMS) {
      this.#settled.length = MAX_ITEMS;
      this.newer.value = 'more';
    }

    this.show();
  }

  /** What stood behind the window. */
  extend(items: readonly Item[], isLast: boolean): void {
    this.#settled = [...this.#settled, ...items];
    this.newer.value = isLast ? 'none' : 'more';
    if (this.#settled.length > MAX_ITEMS) {
      this.#settled = this.#settled.slice(-MAX_ITEMS);
      this.older.value = 'more';
    }

    this.show();
  }

  /** Another part of the conversation. */
  replace(items: readonly Item[], isFirst: boolean, isLast: boolean): void {
    this.#settled = [...items];
    this.older.value = isFirst ? 'none' : 'more';
    this.newer.value = isLast ? 'none' : 'more';
    this.show();
  }

  /** Another item in the place of one with its key; nothing if there is none, or null takes it away. */
  change(key: string, item: Item | null): void {
    const index = this.#settled.findIndex((one) => one.key === key);
    if (index >= 0) {
      this.#settled.splice(index, 1, ...(item === null ? [] : [item]));
      this.show();
    }
  }

  find(key: string): Item | undefined {
    return this.#settled.find((item) => item.key === key) ?? this.#pending.find((item) => item.key === key);
  }

  /** What is not settled; null takes it away. */
  setPending(key: string, item: Item | null): void {
    const index = this.#pending.findIndex((one) => one.key === key);
    if (index >= 0) {
      this.#pending.splice(index, 1, ...(item === null ? [] : [item]));
    } else if (item !== null) {
      this.#pending.push(item);
    }

    this.show();
  }

  /** Nobody looks at it any more. */
  shrink(): void {
    if (this.isLive && this.#settled.length > KEPT_ITEMS) {
      this.#settled = this.#settled.slice(-KEPT_ITEMS);
      this.older.value = 'more';
      this.show();
    }
  }

  /** Shows what there is, once what happens now has happened. */
  show(): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(() => {
        this.#isScheduled = false;
        const items = [...this.#settled, ...(this.isLive ? this.#pending : [])].filter((item) => !this.#isHidden(item));
        this.#onShow(items);
        this.#shown.value = items;
      });
    }
  }
}
