import { concat, utf8 } from '../bytes/bytes.ts';
import { fromBase64Url } from '../bytes/base64url.ts';
import { publicKeyOf } from '../crypto/certificate.ts';
import { fingerprintOf } from '../crypto/fingerprint.ts';
import { verifyP256 } from '../curves/p256.ts';

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const LABEL = utf8('lantalk/3 noise key');

/** Who the server says it is. */
export interface ServerIdentity {
  readonly name: string;
  readonly needsPassword: boolean;
  readonly fingerprint: string;
  /**
   * The key that encrypts what is sent to the server; null if the certificate has not signed it. The check takes a slow phone a tenth of a
   * second, and happens when the key is first needed: the page can be shown before, but nothing can be sent.
   */
  provenNoiseKey(): Uint8Array | null;
}

/** Reads the answer to `GET /identity`; null if anything in it is not of the right form. */
export function readIdentity(answer: unknown): ServerIdentity | null {
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

  let isSigned: boolean | null = null;
  const provenNoiseKey = (): Uint8Array | null => ((isSigned ??= verifyP256(signature, concat(LABEL, noiseKey), point)) ? noiseKey : null);
  return { name, needsPassword, fingerprint: fingerprintOf(certificate), provenNoiseKey };
}
