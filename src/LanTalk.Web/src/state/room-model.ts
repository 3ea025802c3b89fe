import { type Signal, signal } from '@preact/signals';
import type { Outgoing } from '../session/outgoing.ts';
import type { Arrival } from '../session/positions.ts';
import { LOBBY, isSameName } from '../text/names.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import type { ChatContext } from './chat-context.ts';
import type { Members, Room } from './conversation.ts';
import { ConversationModel } from './conversation-model.ts';
import type { Happening, Item, MessageItem } from './items.ts';
import { pendingItem, roomItem } from './make-items.ts';
import { MemberList } from './member-list.ts';
import { PastLoader } from './past-loader.ts';
import type { ReadMark } from './server-memory.ts';

/** So many messages stand on a screen at least, where there are as many. */
const FIRST_PAGE = 50;

/** Keeps how far the user has read. */
export interface MarkKeeper {
  get(room: string): ReadMark | null;
  set(room: string, mark: ReadMark): void;
}

export class RoomModel extends ConversationModel implements Room {
  readonly kind = 'room';
  readonly topic: Signal<string | null> = signal<string | null>(null);
  readonly #members = new MemberList();
  readonly #marks: MarkKeeper;
  readonly #loader: PastLoader;
  #mark: ReadMark = { epoch: '', read: 0, counted: 0, unread: 0, mentions: 0 };
  #serial = 0;
  /** The last message of the room that is known of. */
  #last = 0;

  constructor(name: string, context: ChatContext, marks: MarkKeeper) {
    super(`room:${name}`, name, context);
    this.#marks = marks;
    this.#loader = new PastLoader(name, context, this.window, () => this.#last);
  }

  get isLobby(): boolean {
    return this.name.value === LOBBY;
  }

  get members(): Signal<Members> {
    return this.#members.list;
  }

  /** The server says where the page is in the room. */
  entered(state: ServerMessageOf<'room'>, arrival: Arrival): void {
    this.topic.value = state.topic ?? null;
    this.#last = Math.max(arrival.isReplaced ? 0 : this.#last, state.since);
    const mark = this.#marks.get(state.room);
    if (mark?.epoch === state.epoch && mark.counted <= state.id) {
      this.#setMark(mark);
    } else {
      // To a newcomer, nothing that was said before is unread.
      this.#setMark({ epoch: state.epoch, read: state.id, counted: state.id, unread: 0, mentions: 0 });
    }

    if (arrival.isReplaced) {
      this.window.replace([this.#gap('replaced', 0)], state.since === 0, true);
    } else if (arrival.missing > 0) {
      this.window.append(this.#gap('missing', arrival.missing), this.isFollowed);
    }

    if (this.window.settled.length === 0) {
      this.window.replace([], state.since === 0, true);
      // Back after a reload: what stood there before.
      if (arrival.isReturn && state.since > 0) {
        void this.#loader.loadOlder(state.since + 1, FIRST_PAGE);
      }
    }
  }

  /** A message came. Returns its item, for whoever tells of news; null if it was counted before. */
  said(message: ServerMessageOf<'message'>): MessageItem | null {
    const id = message.id ?? this.#last + 1;
    const item = roomItem({ ...message, id, at: message.at ?? this.context.clock.now() }, this.context.reader, this.#keyOf(message));
    this.#last = Math.max(this.#last, id);
    this.window.append(item, this.isFollowed);
    if (id <= this.#mark.counted) {
      return null;
    }

    this.count(item, item.isMention);
    const isRead = item.isOwn && this.unread.value === 0;
    this.#keep({ counted: id, unread: this.unread.value, mentions: this.mentions.value, ...(isRead && { read: id }) });
    return item;
  }

  /** What the user said turned out to be posted already, under this number. */
  postedBefore(outgoing: Outgoing, id: number): void {
    const isThere = this.window.settled.some((item) => item.kind === 'message' && item.id === id);
    if (!isThere && this.window.isLive && id > (this.#lastLoaded ?? 0)) {
      const item = pendingItem(outgoing, true, this.context.reader);
      this.window.append({ ...item, id, delivery: { state: 'sent' } }, this.isFollowed);
    }
  }

  happened(message: ServerMessageOf<'system'>): void {
    const kind = message.event as Happening['kind'];
    if (kind === 'topic') {
      this.topic.value = message.topic ?? null;
    }

    const value = kind === 'nick' ? message.name : kind === 'topic' ? message.topic : null;
    const happening: Happening = { kind, at: this.context.clock.now(), user: message.user ?? '', value: value ?? null, text: message.text };
    this.window.happened(happening, this.#nextKey('e'), this.isFollowed);
  }

  /** Something that only this user sees. */
  noticed(item: Omit<Extract<Item, { kind: 'notice' }>, 'key' | 'kind' | 'at'>): void {
    this.window.append({ kind: 'notice', key: this.#nextKey('n'), at: this.context.clock.now(), ...item }, this.isFollowed);
  }

  /** Who is in the room, as the server tells it. */
  membersCame(message: ServerMessageOf<'members'>): void {
    this.#members.take(message);
  }

  /** A new connection does not tell who comes and goes until it is asked. */
  get isFollowingMembers(): boolean {
    return this.#members.isFollowed;
  }

  membersLost(): void {
    this.#members.isFollowed = false;
  }

  loadOlder(): Promise<void> {
    return this.#loader.loadOlder(this.#firstLoaded ?? this.#last + 1);
  }

  loadNewer(): Promise<void> {
    return this.#loader.loadNewer(this.#lastLoaded ?? 0);
  }

  async jumpToNewest(): Promise<void> {
    if (!this.window.isLive) {
      await this.#loader.loadNewest();
    }
  }

  jumpTo(id: number): Promise<boolean> {
    const isLoaded = this.window.settled.some((item) => item.kind === 'message' && item.id === id);
    return isLoaded ? Promise.resolve(true) : this.#loader.loadAround(id);
  }

  protected override orderOf(item: Item): number | null {
    return item.kind === 'message' ? item.id : null;
  }

  protected override get lastRead(): number {
    return this.#mark.read;
  }

  protected override read(): void {
    this.#keep({ read: this.#mark.counted, unread: 0, mentions: 0 });
  }

  get #firstLoaded(): number | null {
    return this.window.settled.find((item): item is MessageItem => item.kind === 'message' && item.id !== null)?.id ?? null;
  }

  get #lastLoaded(): number | null {
    for (let i = this.window.settled.length - 1; i >= 0; i--) {
      const item = this.window.settled[i]!;
      if (item.kind === 'message' && item.id !== null) {
        return item.id;
      }
    }

    return null;
  }

  /** What an own message was known by before it was posted. */
  #keyOf(message: ServerMessageOf<'message'>): string | null {
    return message.nonce !== undefined && isSameName(message.user, this.context.reader.name) ? message.nonce : null;
  }

  #setMark(mark: ReadMark): void {
    this.#mark = mark;
    this.unread.value = mark.unread;
    this.mentions.value = mark.mentions;
    this.#marks.set(this.name.value, mark);
  }

  #keep(change: Partial<ReadMark>): void {
    this.#mark = { ...this.#mark, ...change };
    this.#marks.set(this.name.value, this.#mark);
  }

  #gap(what: 'missing' | 'replaced', count: number): Item {
    return { kind: 'gap', key: this.#nextKey('g'), at: this.context.clock.now(), what, count };
  }

  #nextKey(kind: string): string {
    return `${kind}${++this.#serial}`;
  }
}

