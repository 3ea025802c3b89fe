// HPKE (RFC 9180) in mode_auth, for a few messages: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305. Knows keys and bytes only.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { EMPTY, concat, utf8 } from '../bytes/bytes.ts';
import { x25519 } from '../curves/x25519.ts';

const VERSION = utf8('HPKE-v1');
const KEM = concat(utf8('KEM'), Uint8Array.of(0x00, 0x20));
const SUITE = concat(utf8('HPKE'), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x03));
const AUTH_MODE = 2;
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;

/** What both ends derive, and what RFC 9180 publishes for tests. The nonce is that of the first message. */
export interface HpkeContext {
  readonly sharedSecret: Uint8Array;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

/** The sender's side; null if the recipient's key is a point of low order. */
export function setupSender(ephemeral: Uint8Array, sender: Uint8Array, recipient: Uint8Array, info: Uint8Array): HpkeContext | null {
  const [once, always] = [x25519.agree(ephemeral, recipient), x25519.agree(sender, recipient)];
  const kemContext = concat(x25519.getPublicKey(ephemeral), recipient, x25519.getPublicKey(sender));
  return once && always && schedule(concat(once, always), kemContext, info);
}

/** The recipient's side; null if the encapsulation is no usable key. */
export function setupRecipient(encapsulation: Uint8Array, recipient: Uint8Array, sender: Uint8Array, info: Uint8Array): HpkeContext | null {
  const [once, always] = [x25519.agree(recipient, encapsulation), x25519.agree(recipient, sender)];
  return once && always && schedule(concat(once, always), concat(encapsulation, x25519.getPublicKey(recipient), sender), info);
}

/** Seals a message; each has a number of its own, from 0 on. */
export const seal = (context: HpkeContext, number: number, associated: Uint8Array, plaintext: Uint8Array): Uint8Array =>
  cipherOf(context, number, associated).encrypt(plaintext);

/** Null unless exactly this was sealed under this number with exactly these associated data. */
export function open(context: HpkeContext, number: number, associated: Uint8Array, ciphertext: Uint8Array): Uint8Array | null {
  try {
    return cipherOf(context, number, associated).decrypt(ciphertext);
  } catch {
    return null; // the tag is wrong, which the library throws
  }
}

function cipherOf({ key, nonce }: HpkeContext, number: number, associated: Uint8Array): ReturnType<typeof chacha20poly1305> {
  const own = nonce.slice();
  own[NONCE_LENGTH - 1]! ^= number;
  return chacha20poly1305(key, own, associated);
}

function schedule(secrets: Uint8Array, kemContext: Uint8Array, info: Uint8Array): HpkeContext {
  const sharedSecret = labeledExpand(KEM, labeledExtract(KEM, EMPTY, 'eae_prk', secrets), 'shared_secret', kemContext, KEY_LENGTH);
  // Without a pre-shared key, the key and its id are empty.
  const context = concat(
    Uint8Array.of(AUTH_MODE),
    labeledExtract(SUITE, EMPTY, 'psk_id_hash', EMPTY),
    labeledExtract(SUITE, EMPTY, 'info_hash', info),
  );
  const secret = labeledExtract(SUITE, sharedSecret, 'secret', EMPTY);
  return {
    sharedSecret,
    key: labeledExpand(SUITE, secret, 'key', context, KEY_LENGTH),
    nonce: labeledExpand(SUITE, secret, 'base_nonce', context, NONCE_LENGTH),
  };
}

const labeledExtract = (suite: Uint8Array, salt: Uint8Array, label: string, input: Uint8Array): Uint8Array =>
  extract(sha256, concat(VERSION, suite, utf8(label), input), salt);

const labeledExpand = (suite: Uint8Array, key: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array =>
  expand(sha256, key, concat(Uint8Array.of(0, length), VERSION, suite, utf8(label), info), length);
