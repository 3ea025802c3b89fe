// SRP-6a (RFC 5054, 3072-bit group, SHA-256), the client's side, with the identity and the proofs of LanTalk.
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal, random, utf8 } from '../bytes/bytes.ts';
import { readNumber } from '../bytes/numbers.ts';
import { G, LENGTH, N, writeNumber } from './srp-group.ts';
import { modPow } from './mod-pow.ts';

const MULTIPLIER = readNumber(sha256(concat(writeNumber(N), writeNumber(G))));
const IDENTITY = utf8('lantalk:'); // one password for all: the identity is fixed

/** For one login only: a second proof would give a false server another guess. */
export class SrpClient {
  readonly #private: bigint;
  #serverProof: Uint8Array | null = null;
  /** The public value, which does not depend on the password. */
  readonly a: Uint8Array;

  /** The private value is given by tests alone. */
  constructor(privateValue: Uint8Array = random(32)) {
    this.#private = readNumber(privateValue);
    this.a = writeNumber(modPow(G, this.#private, N));
  }

  /** The proof that the password is known, of which `secret` is what Argon2id made. Null if the server's value breaks a rule. */
  prove(secret: Uint8Array, salt: Uint8Array, b: Uint8Array, transcript: Uint8Array): Uint8Array | null {
    if (this.#serverProof !== null) {
      throw new Error('A login proves once.');
    }

    const theirs = b.length === LENGTH ? readNumber(b) : 0n;
    const scrambler = readNumber(sha256(concat(this.a, b)));
    // A multiple of N would make the shared secret known to everybody.
    if (theirs <= 0n || theirs >= N || scrambler === 0n) {
      return null;
    }

    const exponent = readNumber(sha256(concat(salt, sha256(concat(IDENTITY, secret)))));
    const base = (((theirs - MULTIPLIER * modPow(G, exponent, N)) % N) + N) % N;
    const key = sha256(writeNumber(modPow(base, this.#private + scrambler * exponent, N)));
    const proof = hmac(sha256, key, concat(utf8('lantalk/3 client proof'), transcript));
    this.#serverProof = hmac(sha256, key, concat(utf8('lantalk/3 server proof'), transcript, proof));
    return proof;
  }

  /** Whether the server's answer shows that it knows the password too. If not, nothing that matters is said to it. */
  isServerProof(proof: Uint8Array): boolean {
    return this.#serverProof !== null && equal(proof, this.#serverProof);
  }
}
