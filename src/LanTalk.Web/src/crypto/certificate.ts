// Reads just so much of an X.509 certificate (DER) as it takes to find its P-256 key. Names, dates and its own signature mean nothing here.
import { concat, equal } from '../bytes/bytes.ts';

const SEQUENCE = 0x30;
const VERSION = 0xa0;
// SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480), up to the point.
const P256_HEADER = Uint8Array.of(
  0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
);
const POINT_LENGTH = 65;
const FIELDS_BEFORE_KEY = 5; // serial number, signature algorithm, issuer, validity, subject

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly rest: Uint8Array;
}

/** The certificate's key as an uncompressed point of P-256; null if it is no certificate, or of another kind of key. */
export function publicKeyOf(der: Uint8Array): Uint8Array | null {
  const certificate = read(der);
  const toBeSigned = certificate?.tag === SEQUENCE && certificate.rest.length === 0 ? read(certificate.content) : null;
  let field = toBeSigned?.tag === SEQUENCE ? read(toBeSigned.content) : null;
  if (field?.tag === VERSION) {
    field = read(field.rest);
  }

  for (let i = 0; i < FIELDS_BEFORE_KEY && field !== null; i++) {
    field = read(field.rest);
  }

  if (field?.tag !== SEQUENCE || field.content.length !== P256_HEADER.length + POINT_LENGTH) {
    return null;
  }

  const point = field.content.subarray(P256_HEADER.length);
  return equal(field.content, concat(P256_HEADER, point)) && point[0] === 4 ? point : null;
}

/** The element at the start; null if it is not whole. Lengths up to 65,535 are enough for a certificate. */
function read(bytes: Uint8Array): Element | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) {
    return null;
  }

  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 2 || first === 0x80 || bytes.length < 2 + lengthBytes) {
    return null;
  }

  let length = first < 0x80 ? first : 0;
  for (const byte of bytes.subarray(2, 2 + lengthBytes)) {
    length = length * 256 + byte;
  }

  const start = 2 + lengthBytes;
  return bytes.length < start + length
    ? null
    : { tag, content: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}
