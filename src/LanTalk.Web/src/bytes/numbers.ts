/** Big-endian. */
export function readNumber(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) {
    hex += byte.toString(16).padStart(2, '0');
  }

  return BigInt(hex);
}
