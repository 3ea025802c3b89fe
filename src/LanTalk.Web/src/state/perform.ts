import { sayInRoom, sayPrivately } from '../session/outgoing.ts';
import { LOBBY } from '../text/names.ts';
import type { ChatModel } from './chat-model.ts';
import type { SayOutcome } from './conversation.ts';
import type { PrivateModel } from './private-model.ts';
import type { RoomModel } from './room-model.ts';
import { readTyped } from './typed-line.ts';

const SAID: SayOutcome = { kind: 'said' };
const ASKED: SayOutcome = { kind: 'asked' };

/** Says or does what was typed in a conversation. */
export function performTyped(chat: ChatModel, where: RoomModel | PrivateModel, typed: string): SayOutcome {
  const room = where.kind === 'room' ? where.name.value : null;
  const meant = readTyped(typed, { room, maxText: chat.maxText, serverCommands: chat.overviewModel.serverCommands });
  const now = chat.clock.now();
  if (meant.kind === 'problem') {
    return meant;
  }

  if ((meant.kind === 'say' || meant.kind === 'command' || meant.kind === 'private') && chat.parts.memory.outbox.isFull) {
    return { kind: 'problem', problem: { code: 'full' } };
  }

  switch (meant.kind) {
    case 'say':
      chat.say(where.kind === 'room' ? sayInRoom(meant.text, where.name.value, now) : sayPrivately(undouble(meant.text), where.name.value, now));
      said(where);
      return SAID;
    case 'command':
      chat.say(sayInRoom(meant.text, room ?? LOBBY, now));
      return /^\/me\s/i.test(meant.text) ? SAID : ASKED;
    case 'private':
      return writePrivately(chat, meant.user, meant.text, now);
    case 'join':
      void enter(chat, meant.room, typed);
      return ASKED;
    case 'leave':
      return leave(chat, where, meant.room);
    case 'ignore':
      return ignore(chat, meant.user);
    case 'verify':
      return { kind: 'show', what: 'verify', user: meant.user };
    case 'search':
      return { kind: 'show', what: 'search', query: meant.query };
    case 'show':
      return { kind: 'show', what: meant.what };
    default:
      chat.quit();
      return ASKED;
  }
}

/** Who says something has read what stands above it, and wants to see it. */
function said(where: RoomModel | PrivateModel): void {
  where.markRead();
  where.answered();
  void where.jumpToNewest();
}

/** A slash means nothing in private, so nobody needs a second one. */
const undouble = (text: string): string => (text.startsWith('//') ? text.slice(1) : text);

function writePrivately(chat: ChatModel, user: string, text: string, now: number): SayOutcome {
  const conversation = chat.openPrivate(user);
  if (text !== '') {
    chat.say(sayPrivately(text, conversation.name.value, now));
  }

  return SAID;
}

async function enter(chat: ChatModel, room: string, typed: string): Promise<void> {
  const outcome = await chat.joinRoom(room);
  if (outcome.kind === 'refused') {
    chat.noticeHere(outcome.server, 'refused', typed);
  }
}

function leave(chat: ChatModel, where: RoomModel | PrivateModel, name: string | null): SayOutcome {
  if (name === null) {
    if (where.kind === 'private') {
      chat.closePrivate(where);
    }

    return ASKED;
  }

  const room = chat.roomList.find(name);
  if (room === undefined) {
    return { kind: 'problem', problem: { code: 'room_name', name } };
  }

  chat.leaveRoom(room);
  return ASKED;
}

function ignore(chat: ChatModel, user: string): SayOutcome {
  if (chat.isIgnored(user)) {
    chat.unignore(user);
  } else {
    chat.ignore(user);
  }

  return { kind: 'show', what: 'people' };
}
