import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The vectors that LanTalk.Protocol is held to as well, or that were published. */
export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(resolve('../../tests/vectors', name), 'utf8')) as T;
}

export const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
