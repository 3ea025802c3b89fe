/** The remainder, never negative. */
export const mod = (a: bigint, modulus: bigint): bigint => {
  const rest = a % modulus;
  return rest < 0n ? rest + modulus : rest;
};

/** What a number is multiplied with to make 1, by Euclid's algorithm; the modulus is prime and the number no multiple of it. */
export function invert(number: bigint, modulus: bigint): bigint {
  let [a, b] = [mod(number, modulus), modulus];
  let [x, u] = [0n, 1n];
  while (a !== 0n) {
    const quotient = b / a;
    [b, a] = [a, b - quotient * a];
    [x, u] = [u, x - quotient * u];
  }

  return mod(x, modulus);
}
