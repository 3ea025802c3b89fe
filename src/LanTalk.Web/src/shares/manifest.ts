import { fromStrictUtf8, utf8 } from '../bytes/bytes.ts';
import { TransferFailure } from './failures.ts';

/** What a message says of a share. */
export interface ShareFacts {
  readonly id: number;
  readonly title: string;
  readonly count: number;
  readonly size: number;
  readonly manifestSize: number;
  readonly root: string;
  /** What its content is sealed with, in base64url; not there for one that is not sealed. The root is that of what is sealed. */
  readonly key?: string;
}

/** A file of a share, or an empty directory, whose path ends in a slash. */
export interface ManifestFile {
  readonly path: string;
  readonly size: number;
  readonly modified: number | null;
}

export const MAX_MANIFEST = 32 * 1_048_576;
export const MAX_FILES = 100_000;

/** The manifest of files to send. */
export const writeManifest = (files: readonly { readonly path: string; readonly file: Pick<File, 'size' | 'lastModified' | 'type'> }[]): Uint8Array =>
  utf8(
    JSON.stringify({
      files: files.map(({ path, file }) => ({
        path,
        size: file.size,
        modified: file.lastModified,
        ...(file.type !== '' && { type: file.type }),
      })),
    }),
  );

/** Reads a manifest; its sizes fill the content exactly. */
export function readManifest(bytes: Uint8Array, size: number): ManifestFile[] {
  const files = entriesOf(bytes).map(readFile);
  if (files.length > MAX_FILES || files.reduce((rest, file) => rest - file.size, size - bytes.length) !== 0) {
    throw new TransferFailure('altered');
  }

  return files;
}

function entriesOf(bytes: Uint8Array): unknown[] {
  try {
    const value = JSON.parse(fromStrictUtf8(bytes) ?? '') as { files?: unknown } | null;
    return Array.isArray(value?.files) ? value.files : fail();
  } catch {
    return fail();
  }
}

function readFile(entry: unknown): ManifestFile {
  const { path, size = 0, modified } = (entry ?? {}) as Partial<Record<keyof ManifestFile, unknown>>;
  const isFile = typeof path === 'string' && Number.isSafeInteger(size) && (size as number) >= 0 && !(path.endsWith('/') && size !== 0);
  return isFile ? { path, size: size as number, modified: typeof modified === 'number' ? modified : null } : fail();
}

const fail = (): never => {
  throw new TransferFailure('altered');
};
