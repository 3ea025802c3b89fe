// X25519 (RFC 7748, section 5), as the text of the standard has it: a Montgomery ladder with the same steps for every key.
import { random } from '../bytes/bytes.ts';
import { invert, mod } from './modular.ts';

const LENGTH = 32;
const BITS = 255;
const P = 2n ** 255n - 19n;
const A24 = 121_665n;
const BASE_POINT = Uint8Array.from({ length: LENGTH }, (_, i) => (i === 0 ? 9 : 0));

/** Little-endian. */
const read = (bytes: Uint8Array): bigint => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);

const write = (number: bigint): Uint8Array => Uint8Array.from({ length: LENGTH }, (_, i) => Number((number >> BigInt(8 * i)) & 255n));

function multiply(secret: Uint8Array, point: Uint8Array): Uint8Array {
  const clamped = secret.slice();
  clamped[0]! &= 248;
  clamped[31] = (clamped[31]! & 127) | 64;
  const scalar = read(clamped);
  const u = mod(read(point) & (2n ** 255n - 1n), P);
  let [x2, z2, x3, z3] = [1n, 0n, u, 1n];
  let swap = 0n;
  for (let bit = BITS - 1; bit >= 0; bit--) {
    const next = (scalar >> BigInt(bit)) & 1n;
    [x2, x3] = swapIf(swap ^ next, x2, x3);
    [z2, z3] = swapIf(swap ^ next, z2, z3);
    swap = next;
    const [a, b, c, d] = [x2 + z2, x2 - z2, x3 + z3, x3 - z3];
    const [aa, bb, da, cb] = [mod(a * a, P), mod(b * b, P), d * a, c * b];
    const e = aa - bb;
    x3 = mod((da + cb) * (da + cb), P);
    z3 = mod(u * mod((da - cb) * (da - cb), P), P);
    x2 = mod(aa * bb, P);
    z2 = mod(e * (aa + A24 * e), P);
  }

  [x2] = swapIf(swap, x2, x3);
  [z2] = swapIf(swap, z2, z3);
  return write(z2 === 0n ? 0n : mod(x2 * invert(z2, P), P));
}

/** Without a branch. */
const swapIf = (swap: bigint, a: bigint, b: bigint): [bigint, bigint] => {
  const difference = -swap & (a ^ b);
  return [a ^ difference, b ^ difference];
};

export const x25519 = {
  randomSecretKey: (): Uint8Array => random(LENGTH),
  getPublicKey: (secret: Uint8Array): Uint8Array => multiply(secret, BASE_POINT),
  /** Null if the other's key is a point of low order, with which everybody would know the secret, or no key at all. */
  agree: (secret: Uint8Array, publicKey: Uint8Array): Uint8Array | null => {
    const shared = publicKey.length === LENGTH ? multiply(secret, publicKey) : null;
    return shared === null || shared.every((byte) => byte === 0) ? null : shared;
  },
};
