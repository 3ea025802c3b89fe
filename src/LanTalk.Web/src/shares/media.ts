// What a page may show is told by the bytes of a file, never by its name: pictures made of points, sound and films. Never SVG or HTML.

/** What a file is, and, of a picture, how large. */
export interface Media {
  readonly kind: 'picture' | 'audio' | 'video';
  readonly type: string;
  readonly width: number;
  readonly height: number;
}

/** So much of a file tells what it is; the size of a JPEG may stand behind long notes. */
export const HEAD_LENGTH = 262_144;

/** A small file may hold a picture that fills the memory. */
const MAX_POINTS = 50_000_000;

/** Null for everything that is not shown. */
export function mediaOf(head: Uint8Array): Media | null {
  const found = pictureOf(head) ?? soundOf(head);
  return found === null || (found.kind === 'picture' && !isDrawable(found)) ? null : found;
}

const isDrawable = ({ width, height }: Media): boolean => width > 0 && height > 0 && width * height <= MAX_POINTS;

function pictureOf(head: Uint8Array): Media | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (has(head, 0, '\x89PNG\r\n\x1a\n') && has(head, 12, 'IHDR') && head.length >= 24) {
    return picture('png', view.getUint32(16), view.getUint32(20));
  }

  if ((has(head, 0, 'GIF87a') || has(head, 0, 'GIF89a')) && head.length >= 10) {
    return picture('gif', view.getUint16(6, true), view.getUint16(8, true));
  }

  if (has(head, 0, '\xff\xd8\xff')) {
    return jpeg(head, view);
  }

  if (has(head, 0, 'RIFF') && has(head, 8, 'WEBP') && head.length >= 30) {
    return webp(head, view);
  }

  return has(head, 4, 'ftypavif') || has(head, 4, 'ftypavis') ? avif(head, view) : null;
}

function jpeg(head: Uint8Array, view: DataView): Media | null {
  for (let at = 2; at + 9 < head.length; ) {
    const marker = head[at + 1]!;
    if (head[at] !== 0xff) {
      return null;
    }

    // A frame header, of whichever coding; the others with these numbers are tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return picture('jpeg', view.getUint16(at + 7), view.getUint16(at + 5));
    }

    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }

  return null;
}

function webp(head: Uint8Array, view: DataView): Media | null {
  if (has(head, 12, 'VP8X')) {
    return picture('webp', 1 + (view.getUint32(24, true) & 0xffffff), 1 + (view.getUint32(27, true) & 0xffffff));
  }

  if (has(head, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return picture('webp', 1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff));
  }

  return has(head, 12, 'VP8 ') ? picture('webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff) : null;
}

/** The box `ispe` holds the size; the largest counts, since a picture may be made of tiles. */
function avif(head: Uint8Array, view: DataView): Media | null {
  let [width, height] = [0, 0];
  for (let at = 0; at + 16 <= head.length; at++) {
    if (has(head, at, 'ispe')) {
      [width, height] = [Math.max(width, view.getUint32(at + 8)), Math.max(height, view.getUint32(at + 12))];
    }
  }

  return picture('avif', width, height);
}

function soundOf(head: Uint8Array): Media | null {
  if (has(head, 4, 'ftyp')) {
    return has(head, 8, 'M4A ') ? media('audio', 'mp4') : ['isom', 'iso2', 'mp41', 'mp42', 'avc1', 'M4V '].some((brand) => has(head, 8, brand)) ? media('video', 'mp4') : null;
  }

  if (has(head, 0, '\x1a\x45\xdf\xa3')) {
    return media('video', 'webm');
  }

  if (has(head, 0, 'OggS')) {
    return media('audio', 'ogg');
  }

  if (has(head, 0, 'RIFF') && has(head, 8, 'WAVE')) {
    return media('audio', 'wav');
  }

  return has(head, 0, 'fLaC') ? media('audio', 'flac') : has(head, 0, 'ID3') || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2) ? media('audio', 'mpeg') : null;
}

const picture = (type: string, width: number, height: number): Media => ({ kind: 'picture', type: `image/${type}`, width, height });

const media = (kind: 'audio' | 'video', type: string): Media => ({ kind, type: `${kind}/${type}`, width: 0, height: 0 });

/** Whether these bytes stand there. */
function has(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[at + i] !== text.charCodeAt(i)) {
      return false;
    }
  }

  return true;
}
