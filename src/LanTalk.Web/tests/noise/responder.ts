// The other side of the handshake, which only the server has: for tests.
import { x25519 } from '@noble/curves/ed25519.js';
import { concat } from '../../src/bytes/bytes.ts';
import type { NoiseChannel } from '../../src/noise/initiator.ts';
import { SymmetricState } from '../../src/noise/symmetric-state.ts';

export class NoiseResponder {
  readonly #state = new SymmetricState();
  readonly #identity: Uint8Array;
  readonly #ephemeral: Uint8Array;

  constructor(identity: Uint8Array, prologue: Uint8Array, ephemeral: Uint8Array = x25519.utils.randomSecretKey()) {
    this.#identity = identity;
    this.#ephemeral = ephemeral;
    this.#state.mixHash(prologue);
    this.#state.mixHash(x25519.getPublicKey(identity));
  }

  accept(message: Uint8Array): { answer: Uint8Array; channel: NoiseChannel } {
    const theirs = message.subarray(0, 32);
    this.#state.mixHash(theirs);
    this.#state.mixKey(x25519.getSharedSecret(this.#identity, theirs));
    if (this.#state.open(message.subarray(32)) === null) {
      throw new Error('The first message is not for this server.');
    }

    const own = x25519.getPublicKey(this.#ephemeral);
    this.#state.mixHash(own);
    this.#state.mixKey(x25519.getSharedSecret(this.#ephemeral, theirs));
    const answer = concat(own, this.#state.seal(new Uint8Array(0)));
    const [receive, send] = this.#state.split();
    return { answer, channel: { send, receive, hash: this.#state.hash } };
  }
}
