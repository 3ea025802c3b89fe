const FORM = /^[A-Za-z0-9_-]*$/;

/** Base64url without padding, as the wire has it. */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }

  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The bytes; null unless it is the one way to write that many of them. */
export function fromBase64Url(text: unknown, length?: number): Uint8Array | null {
  if (typeof text !== 'string' || !FORM.test(text) || text.length % 4 === 1) {
    return null;
  }

  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return (length === undefined || bytes.length === length) && toBase64Url(bytes) === text ? bytes : null;
}
