import { type Signal, signal } from '@preact/signals';
import type { Session } from '../session/session.ts';
import { LOBBY, readRoomName } from '../text/names.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { ChatContext } from './chat-context.ts';
import type { RoomOutcome } from './chat.ts';
import { type MarkKeeper, RoomModel } from './room-model.ts';

/** The rooms that the user is in. */
export class RoomList {
  readonly all: Signal<readonly RoomModel[]>;
  readonly lobby: RoomModel;
  readonly #context: ChatContext;
  readonly #marks: MarkKeeper;

  /** `names`: the rooms that the user was in before a reload. */
  constructor(names: readonly string[], context: ChatContext, marks: MarkKeeper) {
    this.#context = context;
    this.#marks = marks;
    this.lobby = new RoomModel(LOBBY, context, marks);
    const others = names.filter((name) => name !== LOBBY).map((name) => new RoomModel(name, context, marks));
    this.all = signal([this.lobby, ...others]);
  }

  find(name: string): RoomModel | undefined {
    return this.all.value.find((room) => room.name.value === name);
  }

  /** The room, which is added if it is new. */
  ensure(name: string): RoomModel {
    const known = this.find(name);
    if (known !== undefined) {
      return known;
    }

    const room = new RoomModel(name, this.#context, this.#marks);
    this.all.value = [...this.all.value, room];
    return room;
  }

  remove(room: RoomModel): void {
    this.all.value = this.all.value.filter((one) => one !== room);
  }

  async join(typed: string, session: Pick<Session, 'join'>): Promise<RoomOutcome> {
    const name = readRoomName(typed);
    if (name === null) {
      return { kind: 'invalid' };
    }

    const known = this.find(name);
    if (known !== undefined) {
      return { kind: 'entered', room: known };
    }

    const answer = await session.join(name);
    return answer === null
      ? { kind: 'offline' }
      : answer.kind === 'refused'
        ? { kind: 'refused', server: answer.text }
        : { kind: 'entered', room: this.ensure(answer.message.room) };
  }

  /** Asks who is in a room, and to be told what changes there. */
  async followMembers(room: RoomModel, session: Pick<Session, 'ask'>): Promise<void> {
    if (room.isFollowingMembers) {
      return;
    }

    const name = room.name.value;
    await session.ask({ type: 'members', ...(name !== LOBBY && { room: name }) }, (message: ServerMessage): message is ServerMessageOf<'members'> =>
      message.type === 'members' && (message.room ?? LOBBY) === name,
    );
  }
}
