import type { Completion } from '../../state/index.ts';

/** A list of what could stand where the caret is. */
export interface Offer {
  readonly completion: Completion;
  /** The one that is chosen; -1 for none, so that Enter sends what is typed. */
  readonly selected: number;
}

/** What to offer while somebody types; words without a sign before them are completed by Tab alone. */
export function offerWhileTyping(text: string, caret: number, completion: Completion | null): Offer | null {
  if (completion === null || completion.candidates.length === 0) {
    return null;
  }

  const typed = text.slice(completion.from, caret);
  const isSigned = /^[/@#]/.test(typed);
  const isArgument = text.startsWith('/') && completion.from > 0 && typed !== '';
  const isWhole = completion.candidates.some(({ insert }) => insert.trim().toLowerCase() === typed.trim().toLowerCase());
  if (!(isSigned || isArgument) || (isWhole && completion.candidates.length === 1)) {
    return null;
  }

  // Enter completes a name or a command that is only begun: `/inv`, but not `/invite`, which other commands begin with, too. The name of a room may
  // be a new one, which nothing must replace.
  return { completion, selected: isSigned && !isWhole && !typed.startsWith('#') ? 0 : -1 };
}

/** What to offer when Tab is pressed; null where Tab is to move the focus. */
export function offerByTab(text: string, caret: number, completion: Completion | null): Offer | null {
  const isWord = completion !== null && completion.candidates.length > 0 && text.slice(completion.from, caret).trim() !== '';
  return isWord ? { completion, selected: 0 } : null;
}

/** The text with a candidate in it, and where the caret goes. */
export function accept(text: string, { completion, selected }: Offer): { text: string; caret: number } {
  const { from, to, candidates } = completion;
  const insert = candidates[Math.max(0, selected)]?.insert ?? '';
  // A blank that is there already is not doubled.
  const rest = insert.endsWith(' ') && text.startsWith(' ', to) ? text.slice(to + 1) : text.slice(to);
  return { text: text.slice(0, from) + insert + rest, caret: from + insert.length };
}

/** The next or previous candidate, round and round. */
export function move(offer: Offer, by: 1 | -1): Offer {
  const count = offer.completion.candidates.length;
  const from = offer.selected < 0 && by < 0 ? 0 : offer.selected;
  return { ...offer, selected: (from + by + count) % count };
}
