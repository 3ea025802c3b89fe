/** A command to tap: how it is called, with the number of a choice, and what it says to people. Together they are the line, with a blank between. */
export interface CommandParts {
  /** Empty if there is nothing but the command. */
  readonly head: string;
  readonly rest: string;
}

/** Of `/vote 1 Paris`, `/vote 1` is the head: people look for Paris. */
export function partsOf(line: string): CommandParts {
  const [, head = '', rest = line] = /^(\/\S+(?: \d+(?= ))?) (.+)/.exec(line) ?? [];
  return { head, rest };
}
