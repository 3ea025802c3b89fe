/** Scripts that write no blanks between words: a name may stand right beside other letters there. */
const unspaced = /[\p{sc=Thai}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Khmer}\p{sc=Tai_Le}\p{sc=New_Tai_Lue}\p{sc=Tai_Tham}\p{sc=Tai_Viet}\p{sc=Balinese}\p{sc=Javanese}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}\p{sc=Yi}\p{sc=Miao}\p{sc=Tangut}\p{sc=Nushu}]/u;
const letterOrDigit = /[\p{L}\p{Nd}]/u;
const mark = /[\p{Mn}\p{Mc}]/u;

/** Whether a place in a text is the beginning of a word. */
export function beginsWord(text: string, start: number): boolean {
  return start === 0 || !continuesWord(before(text, start), at(text, start));
}

/** Whether a place in a text is the end of a word: a mark that follows belongs to the letter before it. */
export function endsWord(text: string, end: number): boolean {
  return end === text.length || (!mark.test(at(text, end)) && !continuesWord(before(text, end), at(text, end)));
}

function continuesWord(one: string, next: string): boolean {
  return (letterOrDigit.test(one) || mark.test(one)) && letterOrDigit.test(next) && !unspaced.test(one) && !unspaced.test(next);
}

function at(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0);
}

function before(text: string, end: number): string {
  const low = text.charCodeAt(end - 1);
  return low >= 0xdc00 && low <= 0xdfff && end > 1 ? text.slice(end - 2, end) : text.charAt(end - 1);
}
