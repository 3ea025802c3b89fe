import { beginsWord, endsWord } from './words.ts';

let latest: { readonly name: string; readonly pattern: RegExp } | null = null;

/** Where a name stands in a text as a word of its own, whatever its case; in order. */
export function findName(text: string, name: string): { readonly start: number; readonly end: number }[] {
  if (name === '') {
    return [];
  }

  return [...text.matchAll(patternOf(name))]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => beginsWord(text, start) && endsWord(text, end));
}

/** Whether a text has a name as a word of its own, in either form of its accents. */
export function mentions(text: string, name: string): boolean {
  return findName(text.normalize(), name).length > 0;
}

/** The last pattern is kept: nearly every search is for the reader's own name. */
function patternOf(name: string): RegExp {
  if (latest?.name !== name) {
    latest = { name, pattern: new RegExp(name.normalize().replace(/[^\p{L}\p{M}\p{Nd}_]/gu, '\\$&'), 'giu') };
  }

  return latest.pattern;
}
