/** What the page knows of the server before anybody has logged in. Its certificate and signature were checked. */
export interface ServerFacts {
  readonly name: string;
  readonly needsPassword: boolean;
  /** `SHA256:` and 43 characters, as the terminal shows it. */
  readonly fingerprint: string;
  /** The ten words of the fingerprint, to be compared with those of the server's banner. */
  readonly words: string;
  /** Whether the page came over https: over plain http, whoever alters traffic could have altered the page itself. */
  readonly isSecure: boolean;
  /** Whether this browser has met the server before, or the link named it. Otherwise this is the first meeting. */
  readonly isKnown: boolean;
}

/** Why the server is not believed. Nothing was sent to it. */
export type IdentityTrouble =
  /** The browser met another server at this address. `trust()` forgets that one; only for a person who knows why. */
  | { readonly kind: 'changed'; readonly known: Identity; readonly shown: Identity; trust(): void }
  /** The link names another server. There is no way around it but another link. */
  | { readonly kind: 'not-invited'; readonly known: Identity; readonly shown: Identity }
  /** The link is cut off or mistyped: nobody knows which server it names. */
  | { readonly kind: 'broken-link' }
  /** What the server shows does not fit together: its key is not signed by its certificate, or it is no certificate. */
  | { readonly kind: 'invalid' };

/** A server's certificate in both forms that people compare. */
export interface Identity {
  readonly fingerprint: string;
  readonly words: string;
}
