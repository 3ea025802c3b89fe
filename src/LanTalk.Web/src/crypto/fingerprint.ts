import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { spokenWords } from './spoken-words.ts';

const LENGTH = 32;
const WORD_COUNT = 10;
const PREFIX = 'SHA256:';

/** The 43 characters of a server's fingerprint: the SHA-256 of its certificate. */
export const fingerprintOf = (der: Uint8Array): string => toBase64Url(sha256(der));

/** The fingerprint, with its prefix or without; null if it is none. */
export function readFingerprint(text: string): string | null {
  const digits = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  return fromBase64Url(digits, LENGTH) === null ? null : digits;
}

/** As the terminal shows it. */
export const showFingerprint = (fingerprint: string): string => PREFIX + fingerprint;

/** The first 80 bits as ten words, to be compared aloud. */
export const fingerprintWords = (fingerprint: string): string => spokenWords(fromBase64Url(fingerprint, LENGTH)!.subarray(0, WORD_COUNT));
