/** A part of a text: a fenced block of code, a line that is a command, or what stands around these. */
export interface LinePart {
  readonly kind: 'text' | 'block' | 'command';
  readonly text: string;
}

/**
 * Finds blocks of code, between a line that begins with three backticks and one that is nothing else, and between such blocks the lines that are
 * commands. A block without an end is text.
 */
export function splitLines(text: string, isCommand: (line: string) => boolean): LinePart[] {
  const lines = text.split('\n');
  const parts: LinePart[] = [];
  let from = 0;
  const take = (kind: LinePart['kind'], to: number, next: number): void => {
    parts.push({ kind, text: lines.slice(from, to).join('\n') });
    from = next;
  };
  for (let at = 0; at < lines.length; at = Math.max(at + 1, from)) {
    const line = lines[at] ?? '';
    if (isCommand(line)) {
      take('text', at, at);
      take('command', at + 1, at + 1);
    } else if (opens(line)) {
      const end = lines.findIndex((other, index) => index > at && other.trim() === '```');
      if (end < 0) {
        break;
      }

      take('text', at, at + 1);
      take('block', end, end + 1);
    }
  }

  take('text', lines.length, 0);
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
