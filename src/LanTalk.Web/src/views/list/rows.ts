import type { Edge, Item, MessageItem } from '../../state/index.ts';

/** What the list of messages is made of, from top to bottom. */
export type Row =
  /** The top of what is loaded: the beginning of the conversation, or a sign that there is more. */
  | { readonly kind: 'top'; readonly key: 'top'; readonly isFleeting: true; readonly edge: Edge }
  | { readonly kind: 'day'; readonly key: string; readonly isFleeting: true; readonly at: number }
  /** Below it is what the user has not read. */
  | { readonly kind: 'marker'; readonly key: 'marker'; readonly isFleeting: true }
  /** `isFirst`: the author is shown, because somebody else wrote before, or long ago. */
  | { readonly kind: 'item'; readonly key: string; readonly item: Item; readonly isFleeting: boolean; readonly isFirst: boolean };

/** After so long a silence an author is named again. */
const groupSpan = 5 * 60_000;

/** Makes rows of items, and gives the same object for the same row: what did not change is not drawn again. */
export class RowMaker {
  readonly #topmost = new WeakMap<Item, Row>();
  readonly #firsts = new WeakMap<Item, Row>();
  readonly #followers = new WeakMap<Item, Row>();
  readonly #days = new Map<string, Row>();
  readonly #tops = new Map<Edge, Row>();
  readonly #marker: Row = { kind: 'marker', key: 'marker', isFleeting: true };

  make(items: readonly Item[], marker: string | null, older: Edge, dayOf: (at: number) => number): Row[] {
    const rows: Row[] = [this.#top(older)];
    let day = Number.NaN;
    let author: MessageItem | null = null;
    for (const item of items) {
      const itemDay = dayOf(item.at);
      if (itemDay !== day) {
        day = itemDay;
        author = null;
        rows.push(this.#day(item, itemDay));
      }

      if (item.key === marker) {
        author = null;
        rows.push(this.#marker);
      }

      const isFirst = !follows(item, author);
      rows.push(this.#item(item, isFirst, item === items[0]));
      author = item.kind === 'message' && !item.isAction ? item : null;
    }

    return rows;
  }

  #top(edge: Edge): Row {
    return remember(this.#tops, edge, () => ({ kind: 'top', key: 'top', isFleeting: true, edge }));
  }

  /** Named after its first item: one day may come twice, where clocks were set back. */
  #day(item: Item, day: number): Row {
    const key = `day:${day}:${item.key}`;
    return remember(this.#days, key, () => ({ kind: 'day', key, isFleeting: true, at: item.at }));
  }

  /** The topmost names its author no more when another one of the same author comes above: its height is not for long. */
  #item(item: Item, isFirst: boolean, isTopmost: boolean): Row {
    const known = isTopmost ? this.#topmost : isFirst ? this.#firsts : this.#followers;
    return remember(known, item, () => ({ kind: 'item', key: item.key, isFleeting: isTopmost, item, isFirst }));
  }
}

/** Whether an item continues what the author of the one before it said. */
function follows(item: Item, before: MessageItem | null): boolean {
  return item.kind === 'message' && !item.isAction && before !== null
    && item.author === before.author && item.isOperator === before.isOperator && item.at - before.at < groupSpan;
}

function remember<K>(known: { get(key: K): Row | undefined; set(key: K, row: Row): unknown }, key: K, make: () => Row): Row {
  const old = known.get(key);
  if (old !== undefined) {
    return old;
  }

  const row = make();
  known.set(key, row);
  return row;
}
