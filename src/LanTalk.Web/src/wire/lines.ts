import { concat, fromUtf8, utf8 } from '../bytes/bytes.ts';
import { cleanLine, cleanLines } from '../text/safe-text.ts';
import type { ClientMessage } from './client-messages.ts';
import { SERVER_SHAPES, type ServerMessage, type ServerMessageType } from './server-messages.ts';
import { fits } from './shapes.ts';

/** As long as the terminal's client allows. */
const MAX_LINE = 1024 * 1024;

const LINE_FEED = 10;

export const writeLine = (message: ClientMessage): Uint8Array => utf8(JSON.stringify(message) + '\n');

/** The message of a line; null if it is malformed or of a type that this page does not know. */
export function readLine(line: string): ServerMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(line, clean);
  } catch {
    return null; // no JSON
  }

  if (typeof value !== 'object' || value === null) {
    return null;
  }

  const { type } = value as { type?: unknown };
  return typeof type === 'string' && Object.hasOwn(SERVER_SHAPES, type) && fits(SERVER_SHAPES[type as ServerMessageType], value)
    ? (value as ServerMessage)
    : null;
}

/** What others wrote is made fit to be shown where it comes in, so that nobody has to think of it later. */
const clean = (key: string, value: unknown): unknown => (typeof value !== 'string' ? value : key === 'text' ? cleanLines(value) : cleanLine(value));

/** Cuts what comes into lines. */
export class LineReader {
  #rest: Uint8Array[] = [];
  #restLength = 0;

  /** The lines that are whole now; null if one is too long: end the connection. */
  take(bytes: Uint8Array): string[] | null {
    const lines: string[] = [];
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      lines.push(fromUtf8(concat(...this.#rest, bytes.subarray(start, end))));
      this.#rest = [];
      this.#restLength = 0;
      start = end + 1;
    }

    if (start < bytes.length) {
      this.#rest.push(bytes.slice(start));
      this.#restLength += bytes.length - start;
    }

    return this.#restLength > MAX_LINE ? null : lines;
  }
}
