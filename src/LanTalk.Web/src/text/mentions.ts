// Scripts that write no blanks between words: a name may stand right beside other letters there.
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Hangul}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether a name stands in a text as a word of its own, whatever its case. */
export function mentions(text: string, name: string): boolean {
  const lower = text.normalize('NFC').toLowerCase();
  const wanted = name.normalize('NFC').toLowerCase();
  for (let at = lower.indexOf(wanted); at >= 0 && wanted !== ''; at = lower.indexOf(wanted, at + 1)) {
    const before = Array.from(lower.slice(Math.max(0, at - 2), at)).at(-1);
    const after = Array.from(lower.slice(at + wanted.length, at + wanted.length + 2)).at(0);
    if (isEdge(before, Array.from(wanted).at(0)) && isEdge(after, Array.from(wanted).at(-1)) && !/^\p{M}/u.test(after ?? '')) {
      return true;
    }
  }

  return false;
}

const isEdge = (outside: string | undefined, inside: string | undefined): boolean =>
  outside === undefined || inside === undefined || !WORD.test(outside) || UNSPACED.test(outside) || UNSPACED.test(inside);
