import { sha256 } from '@noble/hashes/sha2.js';
import { compare, concat, utf8 } from '../bytes/bytes.ts';
import type { Stretch } from './stretch.ts';
import { spokenWords } from './spoken-words.ts';
import type { UserIdentity } from './user-identity.ts';

// 96 bits, each try as costly as one at a password: who stands between seeks a collision, which halves the bits.
const WORD_COUNT = 12;
const SALT_LENGTH = 16;

/** Words that two users compare to know that nobody is between them; the same in whichever order they are given. */
export async function safetyWords(a: UserIdentity, b: UserIdentity, stretch: Stretch): Promise<string> {
  const [first, second] = compare(a.signingKey, b.signingKey) > 0 ? [b, a] : [a, b];
  const hash = sha256(concat(utf8('lantalk/3 verify'), first.signingKey, second.signingKey));
  return spokenWords((await stretch(hash, hash.subarray(0, SALT_LENGTH))).subarray(0, WORD_COUNT));
}
