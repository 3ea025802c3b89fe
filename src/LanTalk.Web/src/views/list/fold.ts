import type { Happening } from '../../state/index.ts';

/** What came of joins, leaves, new names and topics that follow each other. */
export interface Folded {
  readonly came: readonly string[];
  readonly went: readonly string[];
  readonly renamed: readonly { readonly user: string; readonly name: string }[];
  /** The last topic; null if it was taken away, undefined if nobody touched it. */
  readonly topic: { readonly user: string; readonly topic: string | null } | undefined;
  /** What the server says of crowds, in its own words. */
  readonly crowds: readonly string[];
}

/**
 * Sums up what happened in a row. A user who came and went at once was never there, as far as a reader is concerned; the other way round,
 * never away. Names are those that users have at the end.
 */
export function fold(happenings: readonly Happening[]): Folded {
  const came = new Set<string>();
  const went = new Set<string>();
  const renamed = new Map<string, string>();
  const crowds: string[] = [];
  let topic: Folded['topic'];
  for (const { kind, user, value, text } of happenings) {
    if (kind === 'join') {
      move(user, went, came);
    } else if (kind === 'leave') {
      renamed.delete(nameBefore(renamed, user) ?? '');
      move(user, came, went);
    } else if (kind === 'nick' && value !== null) {
      rename(user, value, came, renamed);
    } else if (kind === 'topic') {
      topic = { user, topic: value };
    } else {
      crowds.push(text);
    }
  }

  return { came: [...came], went: [...went], renamed: [...renamed].map(([user, name]) => ({ user, name })), topic, crowds };
}

function move(user: string, from: Set<string>, to: Set<string>): void {
  if (!from.delete(user)) {
    to.add(user);
  }
}

/** Of somebody who has just come, the new name is the only one that counts. */
function rename(user: string, name: string, came: Set<string>, renamed: Map<string, string>): void {
  if (came.delete(user)) {
    came.add(name);
    return;
  }

  const before = nameBefore(renamed, user) ?? user;
  renamed.delete(before);
  if (before !== name) {
    renamed.set(before, name);
  }
}

function nameBefore(renamed: Map<string, string>, name: string): string | undefined {
  return [...renamed].find(([, now]) => now === name)?.[0];
}
