import { utf8 } from '../bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import type { Stretch } from '../crypto/stretch.ts';

const MAX_BYTES = 1024;
const SECRET_LENGTH = 32;

export const isPasswordTooLong = (password: string): boolean => utf8(password).length > MAX_BYTES;

/** A password's secret for one server: enough to log in there, and nowhere else. */
export interface KeptSecret {
  readonly salt: string;
  readonly secret: string;
}

/** A password that is stretched once for each salt, so that coming back after a lost connection costs nothing. */
export class Password {
  readonly #stretch: Stretch;
  #password: string | null;
  #kept: KeptSecret | null;

  private constructor(stretch: Stretch, password: string | null, kept: KeptSecret | null) {
    this.#stretch = stretch;
    this.#password = password;
    this.#kept = kept;
  }

  static typed(password: string, stretch: Stretch): Password {
    return new Password(stretch, password, null);
  }

  /** What `kept` gave before a reload. It serves as long as the server's salt is the same: until its password changes. */
  static restored(kept: KeptSecret, stretch: Stretch): Password {
    return new Password(stretch, null, kept);
  }

  /** What to keep over a reload instead of the password itself; null before the first login. */
  get kept(): KeptSecret | null {
    return this.#kept;
  }

  /** Null if only the secret for another salt is known: the user has to type the password again. */
  async secretFor(salt: Uint8Array): Promise<Uint8Array | null> {
    const written = toBase64Url(salt);
    if (this.#kept?.salt === written) {
      return fromBase64Url(this.#kept.secret, SECRET_LENGTH);
    }

    if (this.#password === null) {
      return null;
    }

    const secret = await this.#stretch(utf8(this.#password), salt);
    this.#kept = { salt: written, secret: toBase64Url(secret) };
    return secret;
  }
}
