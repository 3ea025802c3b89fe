// Against what was published, and against another implementation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 as otherEd25519, x25519 as otherX25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { concat, random } from '../../src/bytes/bytes.ts';
import { ed25519 } from '../../src/curves/ed25519.ts';
import { verifyP256 } from '../../src/curves/p256.ts';
import { x25519 } from '../../src/curves/x25519.ts';
import { hex, toHex } from '../vectors.ts';

const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const number = (value: bigint): Uint8Array => hex(value.toString(16).padStart(64, '0'));

test('X25519 is that of RFC 7748, section 5.2', () => {
  const agree = (secret: string, point: string): string => toHex(x25519.agree(hex(secret), hex(point))!);
  assert.equal(
    agree('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4', 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c'),
    'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  );
  assert.equal(
    agree('4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d', 'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493'),
    '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
  );
  let [k, u] = [hex('09'.padEnd(64, '0')), hex('09'.padEnd(64, '0'))];
  for (let i = 0; i < 1_000; i++) {
    [k, u] = [x25519.agree(k, u)!, k];
  }

  assert.equal(toHex(k), '684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51');
});

test('nothing is agreed with a point of low order, however it is written', () => {
  const low = [
    '00'.repeat(32),
    '01' + '00'.repeat(31),
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  low.forEach((point) => assert.equal(x25519.agree(random(32), hex(point)), null, point));
  assert.equal(x25519.agree(random(32), new Uint8Array(31)), null);
});

test('keys, secrets and signatures are those of another implementation', () => {
  for (let i = 0; i < 20; i++) {
    const [secret, theirs, message] = [random(32), otherX25519.getPublicKey(random(32)), random(50)];
    assert.deepEqual(x25519.getPublicKey(secret), otherX25519.getPublicKey(secret));
    assert.deepEqual(x25519.agree(secret, theirs), otherX25519.getSharedSecret(secret, theirs));
    assert.deepEqual(ed25519.sign(message, secret), otherEd25519.sign(message, secret));
  }
});

test('a signature of P-256 is valid for its message and key alone', () => {
  for (let i = 0; i < 10; i++) {
    const [secret, message] = [p256.utils.randomSecretKey(), random(40)];
    const key = p256.getPublicKey(secret, false);
    const signature = p256.sign(message, secret, { lowS: false });
    const s = BigInt('0x' + toHex(signature.subarray(32)));
    const otherHalf = concat(signature.subarray(0, 32), number(N - s));
    assert.ok(verifyP256(signature, message, key));
    assert.ok(verifyP256(otherHalf, message, key), '.NET makes either half');
    assert.ok(!verifyP256(signature, random(40), key));
    assert.ok(!verifyP256(signature, message, p256.getPublicKey(p256.utils.randomSecretKey(), false)));
    const changed = signature.slice();
    changed[i * 6]! ^= 1;
    assert.ok(!verifyP256(changed, message, key));
  }
});

test('numbers out of their range and points off the curve are refused', () => {
  const secret = p256.utils.randomSecretKey();
  const [message, key] = [random(10), p256.getPublicKey(secret, false)];
  const signature = p256.sign(message, secret, { lowS: false });
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const bad = [
    concat(number(0n), s), concat(r, number(0n)), concat(number(N), s), concat(r, number(N)), concat(number(0n), number(0n)),
    concat(number(2n ** 256n - 1n), s), signature.subarray(1), concat(signature, Uint8Array.of(0)), new Uint8Array(0),
  ];
  bad.forEach((one, i) => assert.ok(!verifyP256(one, message, key), String(i)));
  const off = key.slice();
  off[64]! ^= 1;
  for (const point of [off, key.subarray(1), new Uint8Array(65), concat(Uint8Array.of(2), key.subarray(1)), new Uint8Array(0)]) {
    assert.ok(!verifyP256(signature, message, point));
  }
});

test('what is no Ed25519 key or signature is refused, and so is a key of low order', () => {
  const secret = random(32);
  const signature = ed25519.sign(Uint8Array.of(1), secret);
  assert.ok(ed25519.verify(signature, Uint8Array.of(1), ed25519.getPublicKey(secret)));
  assert.ok(!ed25519.verify(signature, Uint8Array.of(2), ed25519.getPublicKey(secret)));
  assert.ok(!ed25519.verify(signature.subarray(1), Uint8Array.of(1), ed25519.getPublicKey(secret)));
  assert.ok(!ed25519.verify(signature, Uint8Array.of(1), new Uint8Array(32).fill(255)));
  assert.ok(!ed25519.verify(new Uint8Array(64), Uint8Array.of(1), concat(Uint8Array.of(1), new Uint8Array(31))));
});
