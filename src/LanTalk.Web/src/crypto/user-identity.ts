import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal, utf8 } from '../bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { ed25519 } from '../curves/ed25519.ts';
import { x25519 } from '../curves/x25519.ts';
import { shortCode } from './short-code.ts';

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const SHORT_FORM_LENGTH = 10;
// Any private key tells the points of low order, since all are multiples of the cofactor.
const PROBE = x25519.randomSecretKey();

/** The public part of a user's key. The signing key is the user; it vouches for the agreement key. */
export class UserIdentity {
  readonly signingKey: Uint8Array;
  readonly agreementKey: Uint8Array;
  readonly agreementSignature: Uint8Array;

  /** Keys and a signature that are known to fit; what comes from elsewhere goes through `read`. */
  constructor(signingKey: Uint8Array, agreementKey: Uint8Array, agreementSignature: Uint8Array) {
    this.signingKey = signingKey;
    this.agreementKey = agreementKey;
    this.agreementSignature = agreementSignature;
  }

  /** The signing key in base64url: what is remembered of a user. */
  get fullForm(): string {
    return toBase64Url(this.signingKey);
  }

  /** 80 bits of it, as the terminal and `/whois` show them. */
  get shortForm(): string {
    return shortCode(sha256(this.signingKey).subarray(0, SHORT_FORM_LENGTH));
  }

  /** Reads what came over the wire; null if a key or the signature is not what it should be. */
  static read(signing: unknown, agreement: unknown, signature: unknown): UserIdentity | null {
    const signingKey = fromBase64Url(signing, KEY_LENGTH);
    const agreementKey = fromBase64Url(agreement, KEY_LENGTH);
    const vouched = fromBase64Url(signature, SIGNATURE_LENGTH);
    return signingKey !== null && agreementKey !== null && vouched !== null && isValid(signingKey, agreementKey, vouched)
      ? new UserIdentity(signingKey, agreementKey, vouched)
      : null;
  }

  equals(other: UserIdentity): boolean {
    return equal(this.signingKey, other.signingKey) && equal(this.agreementKey, other.agreementKey);
  }
}

/** What the signing key signs to vouch for an agreement key. */
export const signedAgreement = (agreementKey: Uint8Array): Uint8Array => concat(utf8('lantalk/3 agreement key'), agreementKey);

const isValid = (signingKey: Uint8Array, agreementKey: Uint8Array, signature: Uint8Array): boolean =>
  x25519.agree(PROBE, agreementKey) !== null && ed25519.verify(signature, signedAgreement(agreementKey), signingKey);
