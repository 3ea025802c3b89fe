import { cleanName, shorten } from '../shares/safe-names.ts';
import { MAX_TITLE } from '../shares/sealed-share.ts';
import type { FileToSend } from '../shares/upload-source.ts';
import { cleanLine } from '../text/safe-text.ts';
import type { Chosen } from './page.ts';

const MOST_FILES = 100_000;

/** The files in what was chosen, with everything that is in folders. */
export async function filesOf(chosen: readonly Chosen[]): Promise<FileToSend[]> {
  const files: FileToSend[] = [];
  for (const one of chosen) {
    if (one instanceof File) {
      // Of a folder that was chosen by a dialog, the browser tells the path.
      files.push({ path: one.webkitRelativePath === '' ? one.name : one.webkitRelativePath, file: one });
    } else {
      await addEntry(one, '', files);
    }
  }

  return files;
}

/** What people call it: the name of the file or folder, and how many there are besides. */
export function titleOf(files: readonly FileToSend[]): string {
  const tops = [...new Set(files.map(({ path }) => path.split('/')[0]!))];
  const more = tops.length > 1 ? ` and ${tops.length - 1} more` : '';
  return cleanLine(shorten(cleanName(tops[0] ?? '', false), MAX_TITLE - more.length)) + more;
}

async function addEntry(entry: FileSystemEntry, directory: string, files: FileToSend[]): Promise<void> {
  if (files.length > MOST_FILES) {
    return;
  }

  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)).catch(() => null);
    if (file !== null) {
      files.push({ path: directory + entry.name, file });
    }
  } else if (entry.isDirectory) {
    for (const inside of await readAll((entry as FileSystemDirectoryEntry).createReader())) {
      await addEntry(inside, `${directory}${entry.name}/`, files);
    }
  }
}

/** A reader gives some entries at a time, and none at the end. */
async function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) {
      return all;
    }

    all.push(...some);
  }
}
