// Checks signatures of ECDSA with P-256 and SHA-256 (FIPS 186-5, section 6.4.2). Everything in it is public: it keeps no secret, and need not
// hide how long it takes.
import { sha256 } from '@noble/hashes/sha2.js';
import { readNumber } from '../bytes/numbers.ts';
import { invert, mod } from './modular.ts';

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const BITS = 256n;
const BASE: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  z: 1n,
};

/** In Jacobian coordinates: x / z², y / z³. With z 0 it is the point at infinity. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const INFINITY: Point = { x: 1n, y: 1n, z: 0n };

/** `signature`: r and s, 32 bytes each. `publicKey`: an uncompressed point, 65 bytes. */
export function verifyP256(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const key = readPoint(publicKey);
  const r = readNumber(signature.subarray(0, 32));
  const s = readNumber(signature.subarray(32));
  if (key === null || signature.length !== 64 || r === 0n || r >= N || s === 0n || s >= N) {
    return false;
  }

  const inverse = invert(s, N);
  const sum = multiplyBoth(mod(readNumber(sha256(message)) * inverse, N), mod(r * inverse, N), key);
  if (sum.z === 0n) {
    return false;
  }

  const zInverse = invert(sum.z, P);
  return mod(mod(sum.x * zInverse * zInverse, P), N) === r;
}

/** Null if it is no point of the curve. All others have the order N, so no further check is needed. */
function readPoint(bytes: Uint8Array): Point | null {
  const x = readNumber(bytes.subarray(1, 33));
  const y = readNumber(bytes.subarray(33));
  const isOnCurve = mod(y * y - (x * x * x - 3n * x + B), P) === 0n;
  return bytes.length === 65 && bytes[0] === 4 && x < P && y < P && isOnCurve ? { x, y, z: 1n } : null;
}

/** `a` times the base point, plus `b` times another point, in one pass over the bits of both: half the doublings of two. */
function multiplyBoth(a: bigint, b: bigint, point: Point): Point {
  const terms = [INFINITY, BASE, point, add(BASE, point)];
  let result = INFINITY;
  for (let bit = BITS; bit-- > 0n; ) {
    result = add(double(result), terms[Number(((a >> bit) & 1n) + ((b >> bit) & 1n) * 2n)]!);
  }

  return result;
}

function double({ x, y, z }: Point): Point {
  if (z === 0n) {
    return INFINITY;
  }

  // dbl-2001-b of the Explicit-Formulas Database, for curves with a = -3.
  const delta = mod(z * z, P);
  const gamma = mod(y * y, P);
  const beta = mod(x * gamma, P);
  const alpha = mod(3n * (x - delta) * (x + delta), P);
  const x3 = mod(alpha * alpha - 8n * beta, P);
  return { x: x3, y: mod(alpha * (4n * beta - x3) - 8n * gamma * gamma, P), z: mod((y + z) * (y + z) - gamma - delta, P) };
}

function add(a: Point, b: Point): Point {
  if (a.z === 0n || b.z === 0n) {
    return a.z === 0n ? b : a;
  }

  const [aa, bb] = [mod(a.z * a.z, P), mod(b.z * b.z, P)];
  const [u1, u2] = [mod(a.x * bb, P), mod(b.x * aa, P)];
  const [s1, s2] = [mod(a.y * b.z * bb, P), mod(b.y * a.z * aa, P)];
  const [h, r] = [mod(u2 - u1, P), mod(s2 - s1, P)];
  if (h === 0n) {
    return r === 0n ? double(a) : INFINITY;
  }

  const hh = mod(h * h, P);
  const hhh = mod(h * hh, P);
  const v = mod(u1 * hh, P);
  const x = mod(r * r - hhh - 2n * v, P);
  return { x, y: mod(r * (v - x) - s1 * hhh, P), z: mod(h * a.z * b.z, P) };
}
