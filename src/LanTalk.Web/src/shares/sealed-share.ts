import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { random, utf8 } from '../bytes/bytes.ts';
import { cleanLine } from '../text/safe-text.ts';
import { HASH_LENGTH } from './chunks.ts';
import { MAX_FILES, MAX_MANIFEST, type ShareFacts } from './manifest.ts';

const KEY_LENGTH = 32;

/** The longest title that a share may have, in bytes. */
export const MAX_TITLE = 200;

/** A share whose content is sealed with a key, in base64url. Its sizes are those before it is sealed, its root is that of what is sealed. */
export type SealedFacts = ShareFacts & { readonly key: string };

/** A key for one share. */
export const newShareKey = (): string => toBase64Url(random(KEY_LENGTH));

export const readShareKey = (text: unknown): Uint8Array | null => fromBase64Url(text, KEY_LENGTH);

/** What travels in a sealed private message. */
export const writeSealedShare = ({ id, key, title, count, size, manifestSize, root }: SealedFacts): string =>
  JSON.stringify({ share: id, key, title, count, size, manifest_size: manifestSize, root });

/** Null if it is none, or makes no sense. */
export function readSealedShare(json: string): SealedFacts | null {
  const { share: id, key, title, count, size, manifest_size: manifestSize, root } = fieldsOf(json);
  const isSound = isWhole(id, 1) && isWhole(count, 0) && count <= MAX_FILES && isWhole(manifestSize, 1) && manifestSize <= MAX_MANIFEST
    && isWhole(size, manifestSize) && typeof key === 'string' && readShareKey(key) !== null && typeof title === 'string' && isTitle(title)
    && typeof root === 'string' && fromBase64Url(root, HASH_LENGTH) !== null;
  return isSound ? { id, key, title, count, size, manifestSize, root } : null;
}

function fieldsOf(json: string): Partial<Record<string, unknown>> {
  try {
    return (JSON.parse(json) ?? {}) as Partial<Record<string, unknown>>;
  } catch {
    return {};
  }
}

const isWhole = (value: unknown, least: number): value is number => Number.isSafeInteger(value) && (value as number) >= least;

const isTitle = (title: string): boolean => title !== '' && utf8(title).length <= MAX_TITLE && cleanLine(title) === title;
