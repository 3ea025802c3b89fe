// Names of files that strangers chose, made safe on every system: the same rules as the terminal's.
import { nameKey } from '../text/names.ts';

/** The longest name that file systems take, in bytes. */
const MAX_LENGTH = 255;

/** Deeper directories are a trap: many programs cannot even delete them. */
const MAX_PARTS = 64;

const LONGEST_EXTENSION = 20;

// They separate, name a drive or a stream, or mean something to Windows or to a shell's patterns; and controls.
const FORBIDDEN = /[/\\:*?"<>|\u0000-\u001f\u007f-\u009f]/gu;

// Formats and further "default ignorables": with them, a name looks like another one.
const INVISIBLE = /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\u{e0000}-\u{e0fff}]/gu;

const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;

const encoder = new TextEncoder();

/** One part of a path. `isTop`: it goes where the user chose, where a hidden file may be one that a program obeys. */
export function cleanName(name: string, isTop: boolean): string {
  const clean = name
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replaceAll(FORBIDDEN, '_')
    .replaceAll(/[\p{Zs}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/^ +/g, '');
  const short = withoutEnd(shorten(withoutEnd(clean), MAX_LENGTH));
  if (short === '') {
    return '_';
  }

  const shown = isTop && short.startsWith('.') ? `_${short.slice(1)}` : short;
  return DEVICE.test(shown) ? shorten(`_${shown}`, MAX_LENGTH) : shown;
}

/** At most so many bytes. The extension stays. */
export function shorten(name: string, length: number): string {
  if (lengthOf(name) <= length) {
    return name;
  }

  const [stem, extension] = split(name);
  return cut(stem, length - lengthOf(extension)) + extension;
}

/** Gives each path of a manifest one of its own, whatever some file system takes for the same. Null where one makes no sense. */
export function targetPaths(paths: readonly string[]): string[] | null {
  const taken = new Map<string, number>();
  const directories = new Map<string, string>();
  const free = (directory: string, raw: string, isTop: boolean): string => {
    const clean = cleanName(raw, isTop);
    const first = `${directory}/${keyOf(clean)}`;
    let name = clean;
    // Counted, not tried from the start: all of them may have the same name.
    for (let number = taken.get(first) ?? 0; taken.has(`${directory}/${keyOf(name)}`); ) {
      taken.set(first, ++number);
      name = numbered(clean, number);
    }

    taken.set(`${directory}/${keyOf(name)}`, 1);
    return name;
  };
  const targets: string[] = [];
  for (const path of paths) {
    const raw = path.split('/').filter((part) => part !== '' && part !== '.');
    if (raw.length === 0 || raw.length > MAX_PARTS) {
      return null;
    }

    let directory = '';
    const parts = raw.map((part, index) => {
      const isDirectory = index < raw.length - 1 || path.endsWith('/');
      const known = isDirectory ? directories.get(`${directory}/${part}`) : undefined;
      const name = known ?? free(directory, part, index === 0);
      if (isDirectory) {
        directories.set(`${directory}/${part}`, name);
      }

      directory = `${directory}/${keyOf(name)}`;
      return name;
    });
    targets.push(parts.join('/') + (path.endsWith('/') ? '/' : ''));
  }

  return targets;
}

function numbered(name: string, number: number): string {
  const [stem, extension] = split(name);
  const mark = ` (${number})`;
  return withoutEnd(cut(stem, MAX_LENGTH - mark.length - lengthOf(extension))) + mark + extension;
}

/** Equal for names which some file system takes for the same. */
const keyOf = (name: string): string => nameKey(name.toUpperCase());

const withoutEnd = (name: string): string => {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) {
    end--;
  }

  return name.slice(0, end);
};

const lengthOf = (text: string): number => encoder.encode(text).length;

/** A long extension is a part of the name. */
function split(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || lengthOf(name.slice(dot)) > LONGEST_EXTENSION ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
}

function cut(text: string, length: number): string {
  let [end, bytes] = [0, 0];
  for (const character of text) {
    bytes += lengthOf(character);
    if (bytes > length) {
      break;
    }

    end += character.length;
  }

  return text.slice(0, end);
}
