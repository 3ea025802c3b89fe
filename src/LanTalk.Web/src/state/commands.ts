/** A command that the page carries out itself, or knows by other words. */
export interface OwnCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly arguments: string;
  readonly help: string;
  /** Whether the page does it; otherwise the server does. */
  readonly isOwn: boolean;
}

const own = (name: string, args: string, help: string, ...aliases: string[]): OwnCommand => ({ name, aliases, arguments: args, help, isOwn: true });

const servers = (name: string, ...aliases: string[]): OwnCommand => ({ name, aliases, arguments: '', help: '', isOwn: false });

/** The words are those of the terminal. */
export const COMMANDS: readonly OwnCommand[] = [
  own('pm', '<user> [text]', 'Write to one user alone.', 'msg', 'query', 'w'),
  own('join', '<room>', 'Enter a room, and make it if it is not there.', 'j'),
  own('leave', '[room]', 'Leave a room.', 'part'),
  own('say', '<text>', 'Say a text as it is, whatever it begins with.'),
  own('away', '[reason]', 'Tell the room that you are away.'),
  own('search', '[words]', 'Find messages: words, word*, "phrases", from:bob, since:yesterday, in:ops.'),
  own('verify', '<user>', 'Compare words that prove that nobody reads what you two write privately.'),
  own('ignore', '<user>', 'Hide what a user says, or show it again.'),
  own('invite', '', 'Show a code that lets others in.'),
  own('set', '', 'Show your settings.'),
  own('help', '', 'List the commands.'),
  own('quit', '', 'Leave the chat.', 'exit'),
  servers('me'),
  servers('rooms', 'list'),
  servers('topic'),
  servers('users', 'names'),
  servers('whois'),
  servers('history'),
  servers('nick'),
];

/** The command of a name or an alias, in any case. */
export const findCommand = (word: string): OwnCommand | undefined => {
  const name = word.toLowerCase();
  return COMMANDS.find((command) => command.name === name || command.aliases.includes(name));
};

/** The one that was probably meant; null if none is near: one letter more, less, other or swapped. */
export function nearestCommand(word: string, known: readonly string[]): string | null {
  const typed = word.toLowerCase();
  return known.find((name) => name.length > 1 && isNear(typed, name)) ?? null;
}

function isNear(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let start = 0;
  while (start < short.length && short[start] === long[start]) {
    start++;
  }

  const rest = (text: string, skip: number): string => text.slice(start + skip);
  if (short.length === long.length) {
    const isSwapped = short[start] === long[start + 1] && short[start + 1] === long[start] && rest(short, 2) === rest(long, 2);
    return rest(short, 1) === rest(long, 1) || isSwapped;
  }

  return rest(short, 0) === rest(long, 1);
}
