import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64Url, toBase64Url } from '../../src/bytes/base64url.ts';
import { utf8 } from '../../src/bytes/bytes.ts';
import { CHUNK_LENGTH } from '../../src/shares/chunks.ts';
import { PIECE_LENGTH, ShareSeal, sealedSizeOf } from '../../src/shares/share-seal.ts';
import { readSealedShare, writeSealedShare } from '../../src/shares/sealed-share.ts';
import { readVectors } from '../vectors.ts';

const { sealed_pieces: vectors } = readVectors<{
  sealed_pieces: { key: string; content: string; pieces: { number: number; last: boolean; sealed: string }[] };
}>('security.json');
const key = fromBase64Url(vectors.key)!;
const content = Uint8Array.from(utf8(vectors.content));
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(fromBase64Url(text)!);

// A page has the browser's own only where it came over https.
const kinds: readonly (readonly [string, SubtleCrypto | undefined])[] = [
  ['the browser seals', webcrypto.subtle as SubtleCrypto],
  ['the page seals', undefined],
];
for (const [name, subtle] of kinds) {
  // An undefined argument would be replaced by what there is here.
  const seal = (): ShareSeal => (subtle === undefined ? withoutSubtle(() => new ShareSeal(key)) : new ShareSeal(key, subtle));

  test(`${name} pieces as the terminal does`, async () => {
    for (const { number, last, sealed } of vectors.pieces) {
      assert.equal(toBase64Url(await seal().seal(number, last, content)), sealed);
      assert.deepEqual(await seal().open(number, last, bytes(sealed)), content);
    }
  });

  test(`${name}, and opens nothing as another piece, as the end, or altered`, async () => {
    const { sealed } = vectors.pieces[0]!;
    assert.equal(await seal().open(1, true, bytes(sealed)), null);
    assert.equal(await seal().open(0, false, bytes(sealed)), null);
    assert.equal(await seal().open(0, true, bytes(sealed).map((byte) => byte ^ 1)), null);
    assert.equal(await seal().open(0, true, new Uint8Array(3)), null);
  });
}

function withoutSubtle<T>(make: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
  Object.defineProperty(globalThis, 'crypto', { configurable: true, value: { getRandomValues: webcrypto.getRandomValues.bind(webcrypto) } });
  try {
    return make();
  } finally {
    Object.defineProperty(globalThis, 'crypto', before);
  }
}

test('a sealed piece is exactly a chunk', () => {
  assert.equal(sealedSizeOf(PIECE_LENGTH), CHUNK_LENGTH);
  assert.equal(sealedSizeOf(PIECE_LENGTH + 1), CHUNK_LENGTH + 17);
});

test('what is told of a sealed share is read as it was written, and nothing that makes no sense is', () => {
  const facts = { id: 18, key: vectors.key, title: 'trip', count: 2, size: 2_300_187, manifestSize: 187, root: vectors.key };
  const json = writeSealedShare(facts);
  assert.deepEqual(readSealedShare(json), facts);
  assert.equal(json, `{"share":18,"key":"${vectors.key}","title":"trip","count":2,"size":2300187,"manifest_size":187,"root":"${vectors.key}"}`);
  const changes: readonly object[] = [
    { share: 0 }, { share: '18' }, { share: 1.5 }, { key: 'AAEC' }, { key: null }, { title: '' }, { title: 'a\u202eb' }, { title: 'x'.repeat(201) },
    { count: -1 }, { count: 100_001 }, { size: 186 }, { size: 2 ** 60 }, { manifest_size: 0 }, { manifest_size: 2 ** 26 }, { root: 'x' }, { root: undefined },
  ];
  for (const change of changes) {
    assert.equal(readSealedShare(JSON.stringify({ ...(JSON.parse(json) as object), ...change })), null, JSON.stringify(change));
  }

  for (const other of ['', 'null', '[]', '7', '{', '{"share":18}']) {
    assert.equal(readSealedShare(other), null, other);
  }
});
