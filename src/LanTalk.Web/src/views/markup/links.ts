import { beginsWord } from '../../text/words.ts';

/** An address in a text. */
export interface Link {
  readonly start: number;
  readonly end: number;
  readonly href: string;
  /** The host as it is asked for, where that is not how it was written: a look-alike of a known one shows itself so. */
  readonly host: string | null;
}

const address = /https?:\/\/[^\s<>"`\p{Cc}\p{Cf}。，、；！？「」『』【】《》“”]+/giu;
const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Finds the addresses in a text: of http and https alone, without a name or password in them, which only serve to deceive. */
export function findLinks(text: string): Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(address)) {
    const written = withoutEnd(match[0]);
    const url = parse(written);
    if (url !== null && beginsWord(text, match.index)) {
      const host = written.toLowerCase().includes(url.hostname) ? null : url.hostname;
      links.push({ start: match.index, end: match.index + written.length, href: url.href, host });
    }
  }

  return links;
}

function parse(written: string): URL | null {
  try {
    const url = new URL(written);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.username === '' && url.password === '' ? url : null;
  } catch {
    return null; // It begins like an address but is none.
  }
}

/** An address without what belongs to the sentence around it: a full stop, and a bracket that was not opened in it. */
function withoutEnd(written: string): string {
  const surplus = new Map(Object.entries(closers).map(([closer, opener]) => [closer, times(written, closer) - times(written, opener)]));
  for (let end = written.length; ; end--) {
    const last = written[end - 1] ?? '';
    const left = surplus.get(last);
    if (left === undefined ? !/[.,;:!?'’*_~…»›]/.test(last) : left <= 0) {
      return written.slice(0, end);
    }

    if (left !== undefined) {
      surplus.set(last, left - 1);
    }
  }
}

function times(text: string, character: string): number {
  return text.split(character).length - 1;
}
