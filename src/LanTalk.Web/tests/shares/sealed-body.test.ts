import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, toBase64Url } from '../../src/bytes/base64url.ts';
import { Altered } from '../../src/shares/failures.ts';
import { type BodyPlace, openBody, sealBody } from '../../src/shares/sealed-body.ts';
import { readVectors } from '../vectors.ts';

interface Vector extends BodyPlace {
  readonly length: number;
  readonly sealed_length: number;
  readonly sealed_hash: string;
  readonly sealed?: string;
}

const vectors = readVectors<{ key: string; salt: string; bodies: Vector[] }>('sealed-bodies.json');
const [key, salt] = [fromBase64Url(vectors.key)!, fromBase64Url(vectors.salt)!];
const bodyOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (7 * i) % 251);
const place: BodyPlace = { side: 'answer', method: 'GET', path: '/files/17', offset: 0 };

for (const vector of vectors.bodies) {
  test(`a body of ${vector.length} bytes is sealed as the server seals it`, () => {
    const sealed = sealBody(key, vector, bodyOf(vector.length), salt);
    assert.equal(sealed.length, vector.sealed_length);
    assert.equal(toBase64Url(sha256(sealed)), vector.sealed_hash);
    assert.deepEqual(openBody(key, vector, sealed), bodyOf(vector.length));
  });
}

for (const change of [{ side: 'request' }, { method: 'PATCH' }, { path: '/files/1' }, { offset: 1 }] as const) {
  test(`a body is not opened in the place of one with another ${Object.keys(change)[0]!}`, () => {
    assert.throws(() => openBody(key, { ...place, ...change }, sealBody(key, place, bodyOf(100))), Altered);
  });
}

test('a body that was cut short, reordered or changed is not opened', () => {
  const sealed = sealBody(key, place, bodyOf(3 * 65_536));
  const segment = (i: number): Uint8Array => sealed.subarray(16 + i * 65_552, 16 + (i + 1) * 65_552);
  const joined = (...segments: Uint8Array[]): Uint8Array => Uint8Array.from([sealed.subarray(0, 16), ...segments].flatMap((part) => [...part]));
  assert.throws(() => openBody(key, place, joined(segment(0), segment(1))), Altered);
  assert.throws(() => openBody(key, place, joined(segment(1), segment(0), segment(2))), Altered);
  assert.throws(() => openBody(key, place, joined(segment(0), segment(2))), Altered);
  assert.throws(() => openBody(key, place, sealed.subarray(0, 16)), Altered);
  assert.throws(() => openBody(key, place, sealed.subarray(0, 7)), Altered);
  sealed[70_000]! ^= 1;
  assert.throws(() => openBody(key, place, sealed), Altered);
});
