/** A part of a text: code within a line, or what stands around it. */
export interface CodePart {
  readonly kind: 'text' | 'code';
  readonly text: string;
}

/** Finds code between backticks: as many at its end as at its start, on one line. Whatever has no end is text. */
export function splitCode(text: string): CodePart[] {
  const parts: CodePart[] = [];
  let from = 0;
  const runs = [...text.matchAll(/`+|\n/g)];
  const endless = new Set<number>();
  for (let index = 0; index < runs.length; index++) {
    const opening = runs[index]?.[0] ?? '';
    if (opening === '\n') {
      endless.clear();
      continue;
    }

    const closing = endless.has(opening.length) ? -1 : closingOf(runs, index);
    if (closing < 0) {
      endless.add(opening.length); // Not looked for again: a line of nothing but backticks costs no more than another one.
      continue;
    }

    const start = runs[index]?.index ?? 0;
    const end = runs[closing]?.index ?? 0;
    parts.push({ kind: 'text', text: text.slice(from, start) }, { kind: 'code', text: text.slice(start + opening.length, end) });
    from = end + opening.length;
    index = closing;
  }

  parts.push({ kind: 'text', text: text.slice(from) });
  return parts.filter((part) => part.text !== '');
}

function closingOf(runs: readonly RegExpMatchArray[], opening: number): number {
  const ticks = runs[opening]?.[0];
  for (let index = opening + 1; index < runs.length && runs[index]?.[0] !== '\n'; index++) {
    if (runs[index]?.[0] === ticks) {
      return index;
    }
  }

  return -1;
}
