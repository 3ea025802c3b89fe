import { type Signal, batch, computed, signal } from '@preact/signals';
import type { Session } from '../session/session.ts';
import { type Outgoing, sayInRoom } from '../session/outgoing.ts';
import { LOBBY, isSameName } from '../text/names.ts';
import type { Chat, Connection, RoomOutcome } from './chat.ts';
import type { ChatContext } from './chat-context.ts';
import type { ChatParts } from './chat-parts.ts';
import { complete } from './complete.ts';
import type { Completion } from './completion-types.ts';
import type { Conversation, PrivateConversation, Room, SayOutcome } from './conversation.ts';
import type { ConversationModel } from './conversation-model.ts';
import type { Hit, InvitationOutcome, InviteOptions, VerifyOutcome } from './dialogs.ts';
import { IgnoredUsers } from './ignored-users.ts';
import { invite } from './invitations.ts';
import type { NoticeItem } from './items.ts';
import type { Reader } from './make-items.ts';
import { OverviewModel } from './overview-model.ts';
import { OwnTexts } from './own-texts.ts';
import { performTyped } from './perform.ts';
import { PrivateList } from './private-list.ts';
import { PrivateModel } from './private-model.ts';
import { RoomList } from './room-list.ts';
import { RoomModel } from './room-model.ts';
import { SearchModel } from './search-model.ts';
import { SharesModel } from './shares-model.ts';
import type { ServerFacts } from './server.ts';
import { verify } from './verify.ts';
import type { Platform } from './platform.ts';

const MAX_RECALL = 100;

/** Everything after the login, as the views see it. The session reports through `ChatEvents`. */
export class ChatModel implements Chat, ChatContext {
  readonly server: ServerFacts;
  readonly me: Signal<string>;
  readonly connection: Signal<Connection> = signal<Connection>({ kind: 'connecting' });
  readonly recall: Signal<readonly string[]> = signal<readonly string[]>([]);
  readonly current: Signal<RoomModel | PrivateModel>;
  readonly search: SearchModel;
  readonly shares: SharesModel;
  readonly overviewModel: OverviewModel;
  readonly roomList: RoomList;
  readonly privateList: PrivateList;
  readonly session: Session;
  readonly parts: ChatParts;
  readonly #ignored: IgnoredUsers;
  readonly #ownTexts: OwnTexts;
  /** The longest text that the server takes, in bytes; null for no limit. */
  maxText: number | null = null;
  readonly unread = computed(() => [...this.rooms.value, ...this.privates.value].reduce((sum, one) => sum + one.unread.value, 0));

  constructor(parts: ChatParts) {
    this.parts = parts;
    this.server = parts.server;
    this.session = parts.session;
    this.me = signal(parts.name);
    this.#ignored = new IgnoredUsers(parts.memory.ignored, () => this.#all.forEach((conversation) => conversation.refresh()));
    this.overviewModel = new OverviewModel(parts.session);
    const { marks, positions } = parts.memory;
    this.roomList = new RoomList(positions.rooms, this, {
      get: (room) => marks.value[room] ?? null,
      set: (room, mark) => marks.set({ ...marks.value, [room]: mark }),
    });
    this.privateList = new PrivateList(this, parts.privateMemory);
    this.current = signal<RoomModel | PrivateModel>(this.roomList.lobby);
    this.search = new SearchModel(parts.session, () => this.currentRoom, (hit) => this.#openHit(hit));
    this.shares = new SharesModel(parts.session, this.overviewModel, () => this.clock.now());
    this.#ownTexts = new OwnTexts(parts.memory.outbox, { all: () => this.#all, of: (outgoing) => this.#placeOf(outgoing) });
  }

  get shortKey(): string {
    return this.parts.memory.key.identity.shortForm;
  }

  get rooms(): Signal<readonly RoomModel[]> {
    return this.roomList.all;
  }

  get privates(): Signal<readonly PrivateModel[]> {
    return this.privateList.all;
  }

  get ignored(): IgnoredUsers['names'] {
    return this.#ignored.names;
  }

  get overview(): OverviewModel['overview'] {
    return this.overviewModel.overview;
  }

  get mayInvite(): OverviewModel['mayInvite'] {
    return this.overviewModel.mayInvite;
  }

  get clock(): Platform['clock'] {
    return this.parts.platform.clock;
  }

  get reader(): Reader {
    return { name: this.me.value, serverName: this.server.name };
  }

  /** The room that commands apply to. */
  get currentRoom(): string {
    const current = this.current.value;
    return current.kind === 'room' ? current.name.value : LOBBY;
  }

  show(conversation: Conversation): void {
    const next = this.#modelOf(conversation);
    const before = this.current.value;
    if (next === undefined || next === before) {
      return;
    }

    batch(() => {
      before.closed();
      this.current.value = next;
      next.opened();
    });
    this.lookAround();
  }

  /** Asks what the current conversation shows besides its texts: who is there, whether it is sealed. */
  lookAround(): void {
    const current = this.current.value;
    if (current.kind === 'room') {
      void this.roomList.followMembers(current, this.session);
    } else {
      void this.session.findRecipient(current.name.value);
    }
  }

  async joinRoom(typed: string): Promise<RoomOutcome> {
    const outcome = await this.roomList.join(typed, this.session);
    if (outcome.kind === 'entered') {
      this.show(outcome.room);
    }

    return outcome;
  }

  leaveRoom(room: Room): void {
    if (!room.isLobby) {
      this.session.leave(room.name.value);
    }
  }

  setTopic(room: Room, topic: string): void {
    const text = topic.trim();
    this.say(sayInRoom(`/topic ${text === '' ? '-' : text}`, room.name.value, this.clock.now()));
  }

  openPrivate(user: string): PrivateConversation {
    const conversation = this.privateList.ensure(user);
    this.show(conversation);
    return conversation;
  }

  closePrivate(conversation: PrivateConversation): void {
    const model = this.privateList.all.value.find((one) => one === conversation);
    if (model !== undefined) {
      if (this.current.value === model) {
        this.show(this.roomList.lobby);
      }

      this.privateList.remove(model);
    }
  }

  changeName(name: string): void {
    this.say(sayInRoom(`/nick ${name.trim()}`, this.currentRoom, this.clock.now()));
  }

  refreshOverview(): void {
    void this.overviewModel.refresh();
  }

  isCommandOf(bot: string, line: string): boolean {
    return this.overviewModel.isCommandOf(bot, line);
  }

  isIgnored(user: string): boolean {
    return this.#ignored.has(user);
  }

  ignore(user: string): void {
    if (!isSameName(user, this.me.value) && !isSameName(user, this.server.name)) {
      this.#ignored.add(user);
    }
  }

  unignore(user: string): void {
    this.#ignored.remove(user);
  }

  whoIs(user: string): Promise<string | null> {
    return this.session.command(`/whois ${user}`, LOBBY);
  }

  async verify(user: string): Promise<VerifyOutcome> {
    const outcome = await verify(user, this.session, this.parts.memory.key.identity, this.parts.platform.stretch);
    const conversation = this.privateList.find(user);
    return outcome.kind === 'words' && conversation?.sealing.value === 'changed' ? { ...outcome, isChanged: true } : outcome;
  }

  invite(options: InviteOptions): Promise<InvitationOutcome> {
    return invite(options, this.session);
  }

  complete(text: string, caret: number): Completion | null {
    const current = this.current.value;
    const members = current.kind === 'room' ? current.members.value.names : [current.name.value];
    const rooms = this.rooms.value.map((room) => room.name.value);
    return complete(text, caret, { overview: this.overview.value, members, rooms, me: this.me.value });
  }

  reconnectNow(): void {
    this.session.wake();
  }

  quit(): void {
    this.session.quit();
  }

  draftOf(id: string): string {
    return this.parts.memory.drafts.value[id] ?? '';
  }

  keepDraft(id: string, text: string): void {
    const { drafts } = this.parts.memory;
    const others = Object.entries(drafts.value).filter(([one]) => one !== id);
    drafts.set(Object.fromEntries(text === '' ? others : [...others, [id, text]]));
  }

  isLookedAt(conversation: ConversationModel): boolean {
    return this.current.value === conversation && this.parts.platform.isVisible();
  }

  perform(conversation: ConversationModel, text: string): SayOutcome {
    const model = this.#modelOf(conversation as ConversationModel & Conversation);
    const outcome = model === undefined ? null : performTyped(this, model, text);
    if (outcome !== null && outcome.kind !== 'problem') {
      this.recall.value = [text, ...this.recall.value.filter((one) => one !== text)].slice(0, MAX_RECALL);
    }

    return outcome ?? { kind: 'problem', problem: { code: 'empty' } };
  }

  /** Something that only this user sees, where the user looks: in a room, since a private conversation holds what two have said. */
  noticeHere(text: string, tone: NoticeItem['tone'], command: string | null): void {
    const current = this.current.value;
    (current.kind === 'room' ? current : this.roomList.lobby).noticed({ text, tone, command });
  }

  say(outgoing: Outgoing): void {
    this.session.say(outgoing);
  }

  resend(nonce: string): void {
    const outgoing = this.#ownTexts.again(nonce, this.clock.now());
    if (outgoing !== null) {
      this.say(outgoing);
    }
  }

  takeBack(nonce: string): string | null {
    return this.#ownTexts.takeBack(nonce);
  }

  /** What the page stores a moment later is stored now: the page may go. */
  flush(): void {
    this.parts.memory.drafts.flush();
    this.parts.memory.marks.flush();
    this.parts.memory.positions.save();
  }

  get #all(): readonly (RoomModel | PrivateModel)[] {
    return [...this.rooms.value, ...this.privates.value];
  }

  #placeOf(outgoing: Outgoing): RoomModel | PrivateModel {
    return outgoing.to !== null ? this.privateList.ensure(outgoing.to) : (this.roomList.find(outgoing.room ?? LOBBY) ?? this.roomList.lobby);
  }

  #modelOf(conversation: Conversation): RoomModel | PrivateModel | undefined {
    return this.#all.find((one) => one === conversation);
  }

  async #openHit(hit: Hit): Promise<boolean> {
    const room = this.roomList.find(hit.room);
    if (room === undefined) {
      return false;
    }

    this.show(room);
    return room.jumpTo(hit.id);
  }
}
