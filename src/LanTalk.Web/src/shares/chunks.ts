import { sha256 } from '@noble/hashes/sha2.js';

/** The content of a share is checked in pieces of this length; the last one may be shorter. */
export const CHUNK_LENGTH = 1_048_576;

export const HASH_LENGTH = 32;

export const countOf = (size: number): number => Math.ceil(size / CHUNK_LENGTH);

/** The hash of all hashes in a row, which stands for every byte of a content. */
export const rootOf = (hashes: Uint8Array): Uint8Array => sha256(hashes);

export const hashOf = (chunk: number, hashes: Uint8Array): Uint8Array => hashes.subarray(chunk * HASH_LENGTH, (chunk + 1) * HASH_LENGTH);
