// Archives of several files, not compressed (APPNOTE.TXT of PKWARE, without its extensions for large archives).
import { utf8 } from '../bytes/bytes.ts';

/** More need extensions of the format that not every program reads. */
export const MAX_ENTRIES = 65_534;

const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END = 22;
/** Names are in UTF-8. */
const FLAGS = 0x0800;
const VERSION = 20;
// As if a Unix system made it: of others, some programs take names in UTF-8 for ones in an older character set. So there are modes, too.
const MADE_BY = (3 << 8) | VERSION;
const SLASH = 0x2f;
const FILE_MODE = 0x81a40000;
const DIRECTORY_MODE = 0x41ed0010;

export interface ZipEntry {
  /** With slashes; that of a directory ends in one. */
  readonly path: string;
  readonly content: Blob;
  /** Ms since 1970. */
  readonly modified: number | null;
}

/** Puts files into one archive. */
export async function makeZip(entries: readonly ZipEntry[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { path, content, modified } of entries) {
    const name = utf8(path);
    const facts = { name, size: content.size, crc: await crcOf(content), time: dosTime(modified) };
    parts.push(header(facts, null), content);
    directory.push(header(facts, at));
    at += LOCAL_HEADER + name.length + content.size;
  }

  const length = directory.reduce((sum, part) => sum + part.length, 0);
  return new Blob([...parts, ...directory, end(entries.length, length, at)], { type: 'application/zip' });
}

interface Facts {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly time: number;
}

/** The header before a file, or, with the place of that header, the one in the directory at the end. */
function header({ name, size, crc, time }: Facts, place: number | null): Uint8Array<ArrayBuffer> {
  const length = place === null ? LOCAL_HEADER : CENTRAL_HEADER;
  const bytes = new Uint8Array(length + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, place === null ? 0x04034b50 : 0x02014b50, true);
  const common = place === null ? 4 : 6;
  view.setUint16(4, place === null ? VERSION : MADE_BY, true);
  view.setUint16(common, VERSION, true);
  view.setUint16(common + 2, FLAGS, true);
  view.setUint32(common + 6, time, true);
  view.setUint32(common + 10, crc, true);
  view.setUint32(common + 14, size, true);
  view.setUint32(common + 18, size, true);
  view.setUint16(common + 22, name.length, true);
  if (place !== null) {
    view.setUint32(38, name.at(-1) === SLASH ? DIRECTORY_MODE : FILE_MODE, true);
    view.setUint32(42, place, true);
  }

  bytes.set(name, length);
  return bytes;
}

function end(count: number, length: number, at: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(END);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, length, true);
  view.setUint32(16, at, true);
  return bytes;
}

/** Local time in steps of two seconds, from 1980 on: the time in the lower half, the date in the upper one. */
function dosTime(modified: number | null): number {
  const time = new Date(modified ?? 0);
  const year = time.getFullYear();
  return year < 1980 || year > 2107
    ? 0x00210000
    : (((year - 1980) << 25) | ((time.getMonth() + 1) << 21) | (time.getDate() << 16)
      | (time.getHours() << 11) | (time.getMinutes() << 5) | (time.getSeconds() >> 1)) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) {
    crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }

  return crc;
});

const PIECE = 4 * 1_048_576;

async function crcOf(content: Blob): Promise<number> {
  let crc = 0xffffffff;
  for (let at = 0; at < content.size; at += PIECE) {
    for (const byte of new Uint8Array(await content.slice(at, at + PIECE).arrayBuffer())) {
      crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
    }
  }

  return (crc ^ 0xffffffff) >>> 0;
}
