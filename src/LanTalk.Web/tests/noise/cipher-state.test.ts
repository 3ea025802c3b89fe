import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { CipherState, REKEY_INTERVAL } from '../../src/noise/cipher-state.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const TEXT = Uint8Array.of(42);

/** By another implementation, OpenSSL's. */
function seal(key: Uint8Array, nonce: bigint, text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(4, nonce, true);
  const cipher = createCipheriv('chacha20-poly1305', key, bytes, { authTagLength: 16 });
  return Uint8Array.from(Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]));
}

test('the key is replaced after 65,536 messages, and the nonce goes on', () => {
  const next = seal(KEY, 2n ** 64n - 1n, new Uint8Array(32)).subarray(0, 32);
  const cipher = new CipherState(KEY);
  for (let i = 0; i < REKEY_INTERVAL - 1; i++) {
    cipher.seal(TEXT);
  }

  assert.deepEqual(cipher.seal(TEXT), seal(KEY, 65_535n, TEXT));
  assert.deepEqual(cipher.seal(TEXT), seal(next, 65_536n, TEXT));
  assert.deepEqual(cipher.seal(TEXT), seal(next, 65_537n, TEXT));
});

test('what was changed on the way, or is too short, is not opened', () => {
  const sealed = new CipherState(KEY).seal(TEXT);
  sealed[0]! ^= 1;

  assert.equal(new CipherState(KEY).open(sealed), null);
  assert.equal(new CipherState(KEY).open(sealed.subarray(0, 15)), null);
});
