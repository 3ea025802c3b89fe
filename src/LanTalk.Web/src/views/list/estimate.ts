import type { Row } from './rows.ts';

/** So wide a line of text is about, in characters; where it is not, the list finds out when the row is on the screen. */
const charactersOfLine = 60;
const lineHeight = 23;
const shareHeight = 62;

/** About how high a row will be, before it was ever on the screen. */
export function estimate(row: Row): number {
  if (row.kind !== 'item') {
    return row.kind === 'top' ? 96 : 44;
  }

  const { item, isFirst } = row;
  if (item.kind !== 'message') {
    return 31;
  }

  if (item.share !== undefined) {
    return (isFirst ? 36 : 4) + shareHeight;
  }

  let lines = 0;
  for (const line of item.text.split('\n')) {
    lines += 1 + Math.floor(line.length / charactersOfLine);
  }

  return (isFirst ? 36 : 4) + lines * lineHeight;
}
