import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import type { Stretch } from '../crypto/stretch.ts';
import { type KeptSecret, Password } from '../login/password.ts';
import { JOINED, TOKEN } from './storage-keys.ts';
import type { TextStore } from './platform.ts';

const TOKEN_LENGTH = 16;

/** With what a user came in, as far as it is needed to come back after a reload. */
interface Stored {
  readonly name: string;
  readonly secret: KeptSecret | null;
}

/** What lets this tab come back after a reload without asking; gone when the tab is closed. The password itself is not kept. */
export class TabCredentials {
  readonly #tab: TextStore;
  readonly #key: string;
  readonly #stretch: Stretch;

  constructor(tab: TextStore, server: string, stretch: Stretch) {
    this.#tab = tab;
    this.#key = JOINED + server;
    this.#stretch = stretch;
  }

  /** Keeps the token of a link, which must not stay in the address bar. */
  static keepToken(tab: TextStore, token: Uint8Array): void {
    tab.set(TOKEN, toBase64Url(token));
  }

  /** The token of the link that led here; null for none. */
  get token(): Uint8Array | null {
    return fromBase64Url(this.#tab.get(TOKEN), TOKEN_LENGTH);
  }

  forgetToken(): void {
    this.#tab.set(TOKEN, null);
  }

  /** Who is in the chat in this tab; null if nobody is. */
  restore(): { readonly name: string; readonly password: Password | null } | null {
    const stored = read(this.#tab.get(this.#key));
    return stored && { name: stored.name, password: stored.secret && Password.restored(stored.secret, this.#stretch) };
  }

  joined(name: string, password: Password | null): void {
    this.#tab.set(this.#key, JSON.stringify({ name, secret: password?.kept ?? null } satisfies Stored));
  }

  left(): void {
    this.#tab.set(this.#key, null);
  }
}

function read(text: string | null): Stored | null {
  try {
    const stored = JSON.parse(text ?? 'null') as Partial<Stored> | null;
    return typeof stored?.name === 'string' ? { name: stored.name, secret: stored.secret ?? null } : null;
  } catch {
    return null; // another version of the page had another form
  }
}
