/** Argon2id of an input and a salt of 16 bytes, with the protocol's costs: 32 bytes that are slow to make. */
export type Stretch = (input: Uint8Array, salt: Uint8Array) => Promise<Uint8Array>;

/** The costs are part of the protocol and never travel: a hostile server could otherwise name ruinous ones. */
export const COSTS = { parallelism: 1, iterations: 3, memorySize: 65_536, hashLength: 32 } as const;
