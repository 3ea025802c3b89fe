// The worker that stretches passwords: the one place of the page that compiles WebAssembly, so only its response allows that.
import { argon2id } from 'hash-wasm';
import { COSTS } from './stretch.ts';

export interface StretchRequest {
  readonly input: Uint8Array;
  readonly salt: Uint8Array;
}

export type StretchAnswer = { readonly ok: Uint8Array } | { readonly error: string };

const scope = self as unknown as { onmessage: (event: MessageEvent<StretchRequest>) => void; postMessage(answer: StretchAnswer): void };

scope.onmessage = (event) => {
  argon2id({ password: event.data.input, salt: event.data.salt, ...COSTS, outputType: 'binary' }).then(
    (ok) => scope.postMessage({ ok }),
    (error: unknown) => scope.postMessage({ error: String(error) }),
  );
};
