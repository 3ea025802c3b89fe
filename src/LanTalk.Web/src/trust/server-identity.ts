import { concat, utf8 } from '../bytes/bytes.ts';
import { fromBase64Url } from '../bytes/base64url.ts';
import { publicKeyOf } from '../crypto/certificate.ts';
import { fingerprintOf } from '../crypto/fingerprint.ts';
import { verifyP256 } from '../curves/p256.ts';

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const LABEL = utf8('lantalk/3 noise key');

/** Who the server says it is, and has shown to be: its certificate has signed its Noise key. */
export interface ServerIdentity {
  readonly name: string;
  readonly needsPassword: boolean;
  readonly fingerprint: string;
  readonly noiseKey: Uint8Array;
}

/** Checks the answer to `GET /identity`; null if anything in it is not what it should be. */
export function checkIdentity(answer: unknown): ServerIdentity | null {
  if (typeof answer !== 'object' || answer === null) {
    return null;
  }

  const { server_name: name, needs_password: needsPassword, ...rest } = answer as Record<string, unknown>;
  const certificate = fromBase64Url(rest.certificate);
  const noiseKey = fromBase64Url(rest.noise_key, KEY_LENGTH);
  const signature = fromBase64Url(rest.noise_signature, SIGNATURE_LENGTH);
  const point = certificate && publicKeyOf(certificate);
  if (typeof name !== 'string' || typeof needsPassword !== 'boolean' || !certificate || !point || !noiseKey || !signature) {
    return null;
  }

  return verifyP256(signature, concat(LABEL, noiseKey), point) ? { name, needsPassword, fingerprint: fingerprintOf(certificate), noiseKey } : null;
}
