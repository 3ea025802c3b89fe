/** A part of a text: a fenced block of code, or what stands around such blocks. */
export interface FencePart {
  readonly kind: 'text' | 'block';
  readonly text: string;
}

/** Finds blocks of code, between a line that begins with three backticks and one that is nothing else. One without an end is text. */
export function splitFences(text: string): FencePart[] {
  const lines = text.split('\n');
  const parts: FencePart[] = [];
  let from = 0;
  for (let at = 0; at < lines.length; at++) {
    if (!opens(lines[at] ?? '')) {
      continue;
    }

    const end = lines.findIndex((line, index) => index > at && line.trim() === '```');
    if (end < 0) {
      break;
    }

    parts.push({ kind: 'text', text: lines.slice(from, at).join('\n') }, { kind: 'block', text: lines.slice(at + 1, end).join('\n') });
    from = end + 1;
    at = end;
  }

  parts.push({ kind: 'text', text: lines.slice(from).join('\n') });
  return parts.filter((part) => part.kind === 'block' || part.text !== '');
}

/** Whether what was written so far is inside a block: there, Enter begins a new line. */
export function isInFence(text: string): boolean {
  let inside = false;
  for (const line of text.split('\n')) {
    inside = inside ? line.trim() !== '```' : opens(line);
  }

  return inside;
}

function opens(line: string): boolean {
  return /^```[^`]*$/.test(line);
}
