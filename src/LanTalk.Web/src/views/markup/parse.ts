import { splitCode } from './code.ts';
import { splitLines } from './fences.ts';
import { findLinks } from './links.ts';
import { findMentions, type Names } from './mentions.ts';

/** A piece of a text, with what it is. */
export type Piece =
  | { readonly kind: 'text' | 'code' | 'block'; readonly text: string }
  | { readonly kind: 'command'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly host: string | null }
  | { readonly kind: 'mention'; readonly text: string; readonly me: boolean };

/** Takes a text to pieces: lines that are commands to tap and fenced blocks first, then code within lines, then addresses, then names. */
export function parse(text: string, names: Names, isCommand: (line: string) => boolean): Piece[] {
  return splitLines(text.normalize(), isCommand).flatMap((part): Piece[] => (part.kind === 'text' ? parseLines(part.text, names) : [part]));
}

function parseLines(text: string, names: Names): Piece[] {
  return splitCode(text).flatMap((part): Piece[] => (part.kind === 'code' ? [part] : parseWords(part.text, names)));
}

function parseWords(text: string, names: Names): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const link of findLinks(text)) {
    pieces.push(...parseNames(text.slice(at, link.start), names));
    pieces.push({ kind: 'link', text: text.slice(link.start, link.end), href: link.href, host: link.host });
    at = link.end;
  }

  return [...pieces, ...parseNames(text.slice(at), names)];
}

function parseNames(text: string, names: Names): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, me } of findMentions(text, names)) {
    pieces.push({ kind: 'text', text: text.slice(at, start) }, { kind: 'mention', text: text.slice(start, end), me });
    at = end;
  }

  return [...pieces, { kind: 'text' as const, text: text.slice(at) }].filter((piece) => piece.text !== '');
}
