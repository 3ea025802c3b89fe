import type { Candidate, Completion } from './completion-types.ts';
import type { Overview } from './chat.ts';

const MAX = 50;

/** What names there are where somebody types. */
export interface CompletionSource {
  readonly overview: Overview;
  /** Those who are in the room, before others who are online. */
  readonly members: readonly string[];
  readonly rooms: readonly string[];
  readonly me: string;
}

const USER_COMMANDS = new Set(['pm', 'msg', 'query', 'w', 'whois', 'ignore', 'verify']);
const ROOM_COMMANDS = new Set(['join', 'j', 'leave', 'part']);

/** What Tab or a list can offer where the caret is; null for nothing. */
export function complete(text: string, caret: number, source: CompletionSource): Completion | null {
  const before = text.slice(0, caret);
  const start = before.search(/\S*$/);
  const word = before.slice(start);
  const candidates = candidatesFor(before, word, start, source).slice(0, MAX);
  return candidates.length === 0 ? null : { from: start, to: caret, candidates };
}

function candidatesFor(before: string, word: string, start: number, source: CompletionSource): readonly Candidate[] {
  if (start === 0 && /^\/[^/]*$/.test(word)) {
    return commands(word.slice(1), source.overview);
  }

  const [, command = ''] = /^\/(\S+)\s+\S*$/.exec(before) ?? [];
  if (USER_COMMANDS.has(command.toLowerCase())) {
    return users(word, source, '', ' ');
  }

  if (ROOM_COMMANDS.has(command.toLowerCase())) {
    return rooms(word, source);
  }

  if (word.startsWith('@')) {
    return users(word.slice(1), source, '@', ' ');
  }

  return word === '' ? [] : users(word, source, '', start === 0 ? ': ' : ' ');
}

const commands = (typed: string, overview: Overview): Candidate[] =>
  overview.commands
    .filter((command) => beginsWith(command.name, typed))
    .map(({ name, arguments: args, help }) => ({
      kind: 'command',
      insert: args === '' ? `/${name}` : `/${name} `,
      label: `/${name}`,
      hint: [args, help].filter((part) => part !== '').join('  '),
    }));

const users = (typed: string, source: CompletionSource, prefix: string, suffix: string): Candidate[] =>
  unique([...source.members, ...source.overview.users])
    .filter((name) => name !== source.me && beginsWith(name, typed))
    .map((name) => ({ kind: 'user', insert: prefix + name + suffix, label: name, hint: '' }));

function rooms(typed: string, source: CompletionSource): Candidate[] {
  const wanted = typed.replace(/^#/, '');
  const topics = new Map(source.overview.rooms.map((room) => [room.name, room.topic ?? '']));
  return unique([...topics.keys(), ...source.rooms])
    .filter((name) => beginsWith(name, wanted))
    .map((name) => ({ kind: 'room', insert: name, label: name, hint: topics.get(name) ?? '' }));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

const beginsWith = (name: string, typed: string): boolean => name.toLowerCase().startsWith(typed.toLowerCase());
