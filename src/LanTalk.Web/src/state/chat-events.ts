import { batch } from '@preact/signals';
import type { UserIdentity } from '../crypto/user-identity.ts';
import type { Outgoing } from '../session/outgoing.ts';
import type { Arrival } from '../session/positions.ts';
import type { Recipient } from '../session/private-talk.ts';
import type { ConnectionState, PrivateText, SessionEnding, SessionEvents } from '../session/session-events.ts';
import { LOBBY, isSameName } from '../text/names.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import type { Alerts } from './alerts.ts';
import type { ChatModel } from './chat-model.ts';
import type { MessageItem } from './items.ts';
import type { PrivateModel } from './private-model.ts';
import type { RoomModel } from './room-model.ts';

/** Brings what the session tells to where the views see it. */
export class ChatEvents implements SessionEvents {
  readonly #chat: ChatModel;
  readonly #alerts: Alerts;
  readonly #onEnded: (ending: SessionEnding) => void;
  #isCaughtUp = false;
  #wasLost = false;

  constructor(chat: ChatModel, alerts: Alerts, onEnded: (ending: SessionEnding) => void) {
    this.#chat = chat;
    this.#alerts = alerts;
    this.#onEnded = onEnded;
  }

  connection(state: ConnectionState): void {
    const { connection, parts } = this.#chat;
    const before = connection.value.kind;
    connection.value = state;
    if (state.kind === 'online') {
      this.#isCaughtUp = true;
      this.#chat.refreshOverview();
      this.#chat.lookAround();
    } else if (state.kind === 'waiting') {
      this.#isCaughtUp = false;
      this.#chat.rooms.value.forEach((room) => room.membersLost());
    }

    // Not the first login, which the user sees, and not each try.
    if ((state.kind === 'waiting' && before === 'online') || (state.kind === 'online' && this.#wasLost)) {
      this.#wasLost = state.kind === 'waiting';
      parts.announcer.tell({ kind: 'connection', state: state.kind });
    }
  }

  welcomed(welcome: ServerMessageOf<'auth_ok'>): void {
    this.#chat.me.value = welcome.username;
    this.#chat.maxText = welcome.max_text ?? null;
  }

  renamed(former: string, name: string): void {
    const { me, session, parts } = this.#chat;
    if (isSameName(former, me.value)) {
      me.value = name;
      session.name = name;
      parts.memory.name.set(name);
    }

    if (this.#chat.isIgnored(former)) {
      this.#chat.ignore(name);
    }
  }

  entered(state: ServerMessageOf<'room'>, arrival: Arrival): void {
    batch(() => this.#chat.roomList.ensure(state.room).entered(state, arrival));
  }

  left(name: string, refusal: string | null): void {
    const room = this.#chat.roomList.find(name);
    if (room !== undefined && !room.isLobby) {
      if (this.#chat.current.value === room) {
        this.#chat.show(this.#chat.roomList.lobby);
      }

      this.#chat.roomList.remove(room);
    }

    if (refusal !== null) {
      this.#chat.noticeHere(refusal, 'refused', null);
    }
  }

  said(name: string, message: ServerMessageOf<'message'>): void {
    const room = this.#chat.roomList.ensure(name);
    const item = room.said(message);
    if (item !== null && !item.isOwn) {
      this.#news(room, item);
    }
  }

  happened(room: string, message: ServerMessageOf<'system'>): void {
    this.#chat.roomList.ensure(room).happened(message);
  }

  noticed(text: string, tone: 'reply' | 'refused' | 'info', by: Outgoing | null): void {
    const room = by === null ? undefined : this.#chat.roomList.find(by.room ?? LOBBY);
    if (room === undefined || room !== this.#chat.current.value) {
      this.#chat.noticeHere(text, tone, by?.text ?? null);
    } else {
      room.noticed({ text, tone, command: by?.text ?? null });
    }
  }

  commandLost(command: Outgoing): void {
    this.#chat.noticeHere('', 'lost', command.text);
  }

  overview(message: ServerMessageOf<'overview'>): void {
    this.#chat.overviewModel.take(message);
  }

  unshared(share: number): void {
    this.#chat.shares.unshared(share);
  }

  members(message: ServerMessageOf<'members'>): void {
    this.#chat.roomList.find(message.room ?? LOBBY)?.membersCame(message);
  }

  received(message: PrivateText): void {
    if (this.#chat.isIgnored(message.from)) {
      return;
    }

    const conversation = this.#chat.privateList.ensure(message.from);
    this.#chat.privateList.raise(conversation);
    this.#news(conversation, conversation.received(message));
  }

  notOpened(from: string, at: number): void {
    this.#chat.privateList.ensure(from).notOpened(at);
  }

  keyChanged(user: string, identity: UserIdentity): void {
    this.#chat.privateList.ensure(user).keyChanged(identity);
  }

  recipient(asked: string, recipient: Recipient): void {
    const conversation = this.#chat.privateList.find(asked);
    if (conversation !== undefined) {
      if (recipient.kind !== 'no_answer' && isSameName(recipient.user, asked)) {
        conversation.name.value = recipient.user; // as its owner writes it
      }

      conversation.recipientKnown(recipient);
    }
  }

  delivered(outgoing: Outgoing, waits: boolean, id: number | null): void {
    if (outgoing.to !== null) {
      const conversation = this.#chat.privateList.ensure(outgoing.to);
      conversation.delivered(outgoing, waits);
      this.#chat.privateList.raise(conversation);
    } else if (id !== null) {
      // It was posted before: its echo came on a former connection, or is among what was shown before a reload.
      this.#chat.roomList.find(outgoing.room ?? LOBBY)?.postedBefore(outgoing, id);
    }
  }

  ended(ending: SessionEnding): void {
    this.#onEnded(ending);
  }

  #news(place: RoomModel | PrivateModel, item: MessageItem): void {
    const isPrivate = place.kind === 'private';
    if (!this.#isCaughtUp || this.#chat.isIgnored(item.author)) {
      return;
    }

    const isCurrent = this.#chat.current.value === place;
    if (isCurrent || isPrivate || item.isMention) {
      const { author, text, isMention } = item;
      this.#chat.parts.announcer.message({ author, text, place: place.name.value, isPrivate, mention: isMention });
    }

    if (isPrivate || item.isMention) {
      this.#alerts.alert(place, item);
    }
  }
}
