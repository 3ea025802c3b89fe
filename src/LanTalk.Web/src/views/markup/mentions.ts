import { findName } from '../../text/mentions.ts';
import { beginsWord, endsWord } from '../../text/words.ts';

/** Where a text names somebody. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** Whether it is the reader who is named. */
  readonly me: boolean;
}

/** Whom a text may name. */
export interface Names {
  /** The reader's own name, which counts with and without an `@`. */
  readonly me: string;
  /** Whether somebody has that name, however it is written. Others count with an `@` alone: their names are often words. */
  has(name: string): boolean;
}

const longestName = 64;
const called = /@([\p{L}\p{M}\p{Nd}_-]+)/gu;

/** Finds the names in a text, in order, none within another. */
export function findMentions(text: string, names: Names): Mention[] {
  const found = findOwn(text, names.me);
  for (const match of text.matchAll(called)) {
    const name = longestKnown(match[1] ?? '', names);
    const mention = { start: match.index, end: match.index + 1 + name.length, me: false };
    if (name.length > 0 && beginsWord(text, mention.start) && !found.some((other) => overlap(other, mention))) {
      found.push(mention);
    }
  }

  return found.sort((one, other) => one.start - other.start);
}

function overlap(one: Mention, other: Mention): boolean {
  return one.start < other.end && other.start < one.end;
}

function findOwn(text: string, me: string): Mention[] {
  return findName(text, me).map(({ start, end }) => ({ start: text[start - 1] === '@' ? start - 1 : start, end, me: true }));
}

/** The longest beginning of a word that is a name: in `@小明你好` nothing shows where the name ends. */
function longestKnown(word: string, names: Names): string {
  for (let end = Math.min(word.length, longestName); end > 0; end--) {
    const name = word.slice(0, end);
    if (endsWord(word, end) && names.has(name)) {
      return name;
    }
  }

  return '';
}
