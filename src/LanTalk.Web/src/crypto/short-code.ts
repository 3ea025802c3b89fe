// That of Crockford's base32: no i, l, o and u, which pass for 1, 0 and v.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Bytes, of which there are a multiple of 5, in groups of four characters: `k7qf-3dyc`. */
export function shortCode(bytes: Uint8Array): string {
  let code = '';
  let bits = 0;
  let pending = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (pending += 8; pending >= 5; ) {
      pending -= 5;
      code += ALPHABET[(bits >> pending) & 31]!;
    }

    bits &= (1 << pending) - 1;
  }

  return (code.match(/.{1,4}/g) ?? []).join('-');
}
