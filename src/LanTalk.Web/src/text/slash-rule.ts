// The meaning of a slash at the start of a text, as in the terminal: one begins a command, two say a text that begins with one.

// Characters that nobody sees, and that are no blanks either. Unicode calls most of them formats.
const INVISIBLE = /^[\s\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\u{e0000}-\u{e0fff}]+/u;
// The characters that keyboards and input methods put in a slash's place: fullwidth, fraction, division, big solidus, backslash.
const STRAY = /^[^\p{L}\p{N}\n/]*?[/\uff0f\u2044\u2215\u29f8\\]([A-Za-z0-9][A-Za-z0-9-]*)(?=\s|$)/u;

export const isCommand = (text: string): boolean => text.startsWith('/') && !text.startsWith('//');

/** What a text that is no command says: one slash less where it begins with two. */
export const saidBy = (text: string): string => (text.startsWith('//') ? text.slice(1) : text);

/** Whether something invisible, such as a byte order mark, stands before the slash of what was meant as a command. */
export function isHiddenCommand(text: string): boolean {
  const start = INVISIBLE.exec(text)?.[0] ?? '';
  // Blanks alone hide nothing. (JavaScript's own blanks include the byte order mark.)
  return /\P{White_Space}/u.test(start) && isCommand(text.slice(start.length));
}

/** The word that would be a command if nothing but signs and blanks stood before its slash, or if its slash were one: `. /pm`, `\pm`. */
export function strayCommand(text: string): string | null {
  const start = text.trimStart();
  return start.startsWith('/') ? null : (STRAY.exec(start)?.[1] ?? null);
}
