import { UserKey } from '../crypto/user-key.ts';
import { Outbox } from '../session/outbox.ts';
import { RoomPositions } from '../session/positions.ts';
import { Kept } from '../storage/kept.ts';
import { LazyKept } from '../storage/lazy-kept.ts';
import type { Store } from '../storage/store.ts';
import type { Clock } from '../time/clock.ts';
import { KnownUsers } from '../trust/known-users.ts';

const SEED_LENGTH = 32;

/** How far the user has read in a room. */
export interface ReadMark {
  readonly epoch: string;
  /** The last message that was read, and the last that was counted. */
  readonly read: number;
  readonly counted: number;
  readonly unread: number;
  readonly mentions: number;
}

/** What this browser keeps of one server. Each server has a part of its own: an address may belong to another one tomorrow. */
export interface ServerMemory {
  readonly key: UserKey;
  readonly users: KnownUsers;
  readonly outbox: Outbox;
  readonly positions: RoomPositions;
  readonly name: Kept<string>;
  readonly ignored: Kept<readonly string[]>;
  readonly drafts: LazyKept<Readonly<Record<string, string>>>;
  readonly marks: LazyKept<Readonly<Record<string, ReadMark>>>;
}

export async function openMemory(store: Store, server: string, clock: Clock): Promise<ServerMemory> {
  const key = (name: string): string => `${server}/${name}`;
  const [seed, users, outbox, positions, name, ignored, drafts, marks] = await Promise.all([
    Kept.open<Uint8Array | null>(store, key('seed'), null, (value) => (value instanceof Uint8Array && value.length === SEED_LENGTH ? value : null)),
    KnownUsers.open(store, key('users')),
    Outbox.open(store, key('outbox')),
    RoomPositions.open(store, key('rooms')),
    Kept.open(store, key('name'), '', readText),
    Kept.open<readonly string[]>(store, key('ignored'), [], readTexts),
    Kept.open<Readonly<Record<string, string>>>(store, key('drafts'), {}, readRecord(readText)),
    Kept.open<Readonly<Record<string, ReadMark>>>(store, key('read'), {}, readRecord(readMark)),
  ]);
  const userKey = new UserKey(seed.value ?? undefined);
  if (seed.value === null) {
    seed.set(userKey.seed);
  }

  return { key: userKey, users, outbox, positions, name, ignored, drafts: new LazyKept(drafts, clock), marks: new LazyKept(marks, clock) };
}

const readText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const readTexts = (value: unknown): readonly string[] | null => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null);

const readRecord =
  <T>(read: (value: unknown) => T | null) =>
  (value: unknown): Readonly<Record<string, T>> | null =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, one]) => {
            const entry = read(one);
            return entry === null ? [] : [[name, entry]];
          }),
        )
      : null;

function readMark(value: unknown): ReadMark | null {
  const mark = value as Partial<ReadMark> | null;
  return typeof mark === 'object' &&
    mark !== null &&
    typeof mark.epoch === 'string' &&
    [mark.read, mark.counted, mark.unread, mark.mentions].every((number) => Number.isSafeInteger(number))
    ? (mark as ReadMark)
    : null;
}
