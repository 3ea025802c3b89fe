// Noise_NK_25519_ChaChaPoly_SHA256 (noiseprotocol.org, revision 34), the initiator's side. Section numbers are those of the specification.
import { EMPTY, concat } from '../bytes/bytes.ts';
import { x25519 } from '../curves/x25519.ts';
import type { CipherState } from './cipher-state.ts';
import { SymmetricState } from './symmetric-state.ts';

const KEY_LENGTH = 32;
const TAG_LENGTH = 16;

/** What a handshake leaves. */
export interface NoiseChannel {
  readonly send: CipherState;
  readonly receive: CipherState;
  /** Unlike that of any other handshake. */
  readonly hash: Uint8Array;
}

/** One handshake with a server whose key is known. */
export class NoiseInitiator {
  readonly #state = new SymmetricState();
  readonly #server: Uint8Array;
  readonly #secret: Uint8Array;

  /** `ephemeral` is given by tests alone. */
  constructor(server: Uint8Array, prologue: Uint8Array, ephemeral: Uint8Array = x25519.randomSecretKey()) {
    this.#server = server;
    this.#secret = ephemeral;
    this.#state.mixHash(prologue);
    this.#state.mixHash(server);
  }

  /** The first message, `e, es`. Null if the server's key is a point of low order. */
  write(payload: Uint8Array = EMPTY): Uint8Array | null {
    const own = x25519.getPublicKey(this.#secret);
    const secret = x25519.agree(this.#secret, this.#server);
    if (secret === null) {
      return null;
    }

    this.#state.mixHash(own);
    this.#state.mixKey(secret);
    return concat(own, this.#state.seal(payload));
  }

  /** Reads the answer, `e, ee`. Null if it is not of the server whose key it is, or was changed on the way. */
  read(message: Uint8Array): { payload: Uint8Array; channel: NoiseChannel } | null {
    if (message.length < KEY_LENGTH + TAG_LENGTH) {
      return null;
    }

    const theirs = message.subarray(0, KEY_LENGTH);
    this.#state.mixHash(theirs);
    const secret = x25519.agree(this.#secret, theirs);
    if (secret === null) {
      return null;
    }

    this.#state.mixKey(secret);
    const payload = this.#state.open(message.subarray(KEY_LENGTH));
    if (payload === null) {
      return null;
    }

    const [send, receive] = this.#state.split();
    return { payload, channel: { send, receive, hash: this.#state.hash } };
  }
}
