import { Kept } from '../storage/kept.ts';
import type { Store } from '../storage/store.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';

/** How far the page has come in a room. */
export interface Position {
  readonly epoch: string;
  /** The last message that came. */
  readonly last: number;
}

/** What the page finds when it comes to a room again. */
export interface Arrival {
  /** So many messages are not kept any more. */
  readonly missing: number;
  /** Whether the room has another history now. */
  readonly isReplaced: boolean;
  /** Whether the page was there before, on another connection or before a reload. */
  readonly isReturn: boolean;
}

type Positions = Readonly<Record<string, Position>>;

/** How far the page has come in each of its rooms, over all connections and over a reload. Its rooms are those that it remembers here. */
export class RoomPositions {
  readonly #kept: Kept<Positions>;
  readonly #positions: Map<string, Position>;
  #isChanged = false;

  private constructor(kept: Kept<Positions>) {
    this.#kept = kept;
    this.#positions = new Map(Object.entries(kept.value));
  }

  static async open(store: Store, key: string): Promise<RoomPositions> {
    return new RoomPositions(await Kept.open<Positions>(store, key, {}, readPositions));
  }

  /** The rooms that the page has been in, in the order in which it came there. */
  get rooms(): readonly string[] {
    return [...this.#positions.keys()];
  }

  /** To be presented to the server; null for a newcomer. */
  of(room: string): { epoch: string; since: number } | null {
    const position = this.#positions.get(room);
    return position === undefined ? null : { epoch: position.epoch, since: position.last };
  }

  /** The server says where the page is in a room. */
  enter(state: ServerMessageOf<'room'>): Arrival {
    const before = this.#positions.get(state.room);
    // Of the same epoch but shorter than what was seen of it: a copy of old was put in its place.
    const isReplaced = before !== undefined && (before.epoch !== state.epoch || state.id < before.last);
    const isNew = before === undefined || isReplaced;
    const missing = isNew ? 0 : Math.max(0, state.since - before.last);
    this.#positions.set(state.room, { epoch: state.epoch, last: isNew ? state.since : before.last + missing });
    this.#isChanged = true;
    this.save();
    return { missing, isReplaced, isReturn: before !== undefined };
  }

  /** Notes a message; false for one that was there before. */
  take(room: string, id: number): boolean {
    const position = this.#positions.get(room);
    if (position === undefined || id <= position.last) {
      return position === undefined;
    }

    this.#positions.set(room, { epoch: position.epoch, last: id });
    this.#isChanged = true;
    return true;
  }

  leave(room: string): void {
    this.#positions.delete(room);
    this.#isChanged = true;
    this.save();
  }

  /** Stores the positions: now and then, since each message moves one. After a crash some messages may be shown again. */
  save(): void {
    if (this.#isChanged) {
      this.#isChanged = false;
      this.#kept.set(Object.fromEntries(this.#positions));
    }
  }
}

function readPositions(value: unknown): Positions | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }

  const entries = Object.entries(value as Record<string, Partial<Position> | null>);
  return Object.fromEntries(
    entries.flatMap(([room, position]) =>
      typeof position?.epoch === 'string' && Number.isSafeInteger(position.last) ? [[room, { epoch: position.epoch, last: position.last! }]] : [],
    ),
  );
}
