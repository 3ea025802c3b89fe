import { sha256 } from '@noble/hashes/sha2.js';
import { fields, utf8 } from '../bytes/bytes.ts';
import type { UserIdentity } from '../crypto/user-identity.ts';

/** Everything that both ends saw of a login. Their signatures and proofs cover it. */
export interface Transcript {
  /** Unlike that of any other connection: what was signed for one is worth nothing on another. */
  readonly binding: Uint8Array;
  /** Drawn by the server for this login. */
  readonly nonce: Uint8Array;
  readonly name: string;
  readonly identity: UserIdentity;
  /** These three are empty without a password. */
  readonly a: Uint8Array;
  readonly salt: Uint8Array;
  readonly b: Uint8Array;
}

/** What stands in the place of the certificate's hash on a connection over Noise. */
export const channelBinding = (handshakeHash: Uint8Array): Uint8Array => sha256(fields(utf8('lantalk/3 noise'), handshakeHash));

/** What the user signs: all that the client knows before the challenge. */
export const signedBytes = (login: Transcript): Uint8Array => fields(...signedFields('lantalk/3 signature', login));

/** What the key of an invitation signs. */
export const invitedBytes = (login: Transcript): Uint8Array => fields(...signedFields('lantalk/3 invited', login));

/** What the proofs of the password cover: everything. */
export const transcriptHash = (login: Transcript): Uint8Array =>
  sha256(fields(utf8('lantalk/3 login'), ...known(login), login.salt, login.a, login.b));

const signedFields = (label: string, login: Transcript): Uint8Array[] => [utf8(label), ...known(login), login.a];

const known = (login: Transcript): Uint8Array[] => [
  login.binding,
  login.nonce,
  utf8(login.name),
  login.identity.signingKey,
  login.identity.agreementKey,
];
