import { utf8 } from '../bytes/bytes.ts';
import { LOBBY, readRoomName } from '../text/names.ts';
import { isCommand, isHiddenCommand, strayCommand } from '../text/slash-rule.ts';
import { findCommand, nearestCommand } from './commands.ts';
import type { SayProblem } from './conversation.ts';

/** What a typed text asks for. */
export type Typed =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'private'; readonly user: string; readonly text: string }
  | { readonly kind: 'join'; readonly room: string }
  | { readonly kind: 'leave'; readonly room: string | null }
  | { readonly kind: 'ignore'; readonly user: string }
  | { readonly kind: 'verify'; readonly user: string }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'show'; readonly what: 'invite' | 'settings' | 'help' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'problem'; readonly problem: SayProblem };

export interface TypedContext {
  /** Null in a private conversation. */
  readonly room: string | null;
  /** The server's longest text in bytes; null for no limit. */
  readonly maxText: number | null;
  /** The names of the server's commands; none before it has told. */
  readonly serverCommands: readonly string[];
}

const problem = (found: SayProblem): Typed => ({ kind: 'problem', problem: found });

/** Finds out what was meant, and what was meant as a command and is none: said as a text, it would tell everybody what may be for one. */
export function readTyped(typed: string, context: TypedContext): Typed {
  const text = typed.replaceAll(/\r\n?/g, '\n').trimEnd();
  const start = text.trimStart();
  if (start === '') {
    return problem({ code: 'empty' });
  }

  if (isHiddenCommand(text)) {
    return problem({ code: 'hidden_command' });
  }

  const stray = strayCommand(start);
  if (stray !== null && (context.serverCommands.includes(stray.toLowerCase()) || findCommand(stray) !== undefined)) {
    return problem({ code: 'stray_command', command: stray });
  }

  // An action belongs in a room: typed in a private conversation, it would be told to everybody.
  const isAction = context.room === null && /^\/(?:me|away)(?:\s|$)/i.test(start);
  const result = isCommand(start) && !isAction ? readCommand(start, context) : ({ kind: 'say', text } as const);
  const said = result.kind === 'say' || result.kind === 'private' || result.kind === 'command' ? utf8(result.text).length : 0;
  return context.maxText !== null && said > context.maxText ? problem({ code: 'too_long', bytes: said, limit: context.maxText }) : result;
}

function readCommand(text: string, context: TypedContext): Typed {
  const [, word = '', rest = ''] = /^\/(\S*)\s*([^]*)$/.exec(text) ?? [];
  const command = findCommand(word);
  const name = command?.name ?? word.toLowerCase();
  if (text.includes('\n') && name !== 'pm' && name !== 'say' && name !== 'me') {
    // A path is no command, and neither is a comment of a program.
    return /^[A-Za-z0-9]+$/.test(word) ? problem({ code: 'command_lines' }) : { kind: 'say', text: `/${text}` };
  }

  if (command === undefined && !context.serverCommands.includes(name)) {
    const known = [...context.serverCommands, ...ALL];
    return context.serverCommands.length > 0 || word === ''
      ? problem({ code: 'unknown_command', command: word, nearest: nearestCommand(word, known) })
      : { kind: 'command', text };
  }

  return command?.isOwn === true ? carryOut(name, rest.trim(), context) : { kind: 'command', text: `/${name} ${rest}`.trimEnd() };
}

const ALL = ['pm', 'join', 'leave', 'search', 'whois', 'topic', 'nick', 'ignore', 'verify', 'quit', 'users', 'rooms', 'me', 'help', 'invite'];

function carryOut(name: string, argument: string, context: TypedContext): Typed {
  const [, first = '', remainder = ''] = /^(\S*)\s*([^]*)$/.exec(argument) ?? [];
  const needs = problem({ code: 'needs_argument', command: name });
  switch (name) {
    case 'pm':
      return first === '' ? needs : { kind: 'private', user: first, text: remainder };
    case 'join':
      return argument === '' ? needs : readJoin(argument);
    case 'leave':
      return readLeave(argument, context);
    case 'say':
      return argument === '' ? needs : { kind: 'say', text: argument.startsWith('/') ? `/${argument}` : argument };
    case 'away':
      return { kind: 'command', text: argument === '' ? '/me is away' : `/me is away: ${argument}` };
    case 'search':
      return { kind: 'search', query: argument };
    case 'verify':
      return first === '' ? needs : { kind: 'verify', user: first };
    case 'ignore':
      return first === '' ? needs : { kind: 'ignore', user: first };
    case 'invite':
      return { kind: 'show', what: 'invite' };
    case 'set':
      return { kind: 'show', what: 'settings' };
    case 'help':
      return { kind: 'show', what: 'help' };
    default:
      return { kind: 'quit' };
  }
}

function readJoin(typed: string): Typed {
  const room = readRoomName(typed);
  return room === null ? problem({ code: 'room_name', name: typed }) : { kind: 'join', room };
}

function readLeave(typed: string, context: TypedContext): Typed {
  if (typed === '') {
    return context.room === LOBBY ? problem({ code: 'lobby_stays' }) : { kind: 'leave', room: context.room };
  }

  const room = readRoomName(typed);
  return room === null
    ? problem({ code: 'room_name', name: typed })
    : room === LOBBY
      ? problem({ code: 'lobby_stays' })
      : { kind: 'leave', room };
}
