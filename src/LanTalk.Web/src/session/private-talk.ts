import { utf8 } from '../bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { ID_LENGTH, MAX_ATTACHMENT_LENGTH, MAX_CIPHERTEXT_LENGTH, MAX_TEXT_LENGTH, openPrivate, sealPrivate } from '../crypto/private-seal.ts';
import { UserIdentity } from '../crypto/user-identity.ts';
import type { UserKey } from '../crypto/user-key.ts';
import { cleanLines } from '../text/safe-text.ts';
import type { KnownUsers } from '../trust/known-users.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import type { SealedForm } from './outgoing.ts';
import type { SeenIds } from './seen-ids.ts';

const KEY_LENGTH = 32;

/** The one whom something can be sealed for. */
export interface SealedRecipient {
  readonly kind: 'sealed';
  readonly user: string;
  readonly identity: UserIdentity;
  readonly isChanged: boolean;
  readonly isOnline: boolean;
}

/** What is known of the one whom a message is for. */
export type Recipient =
  | SealedRecipient
  /** An older program, without a key. */
  | { readonly kind: 'unsealed'; readonly user: string }
  | { readonly kind: 'nobody' | 'withheld'; readonly user: string }
  | { readonly kind: 'no_answer'; readonly user: string };

/** What came of a sealed message. `sealedShare`: what goes with it, as it came. */
export type Opened =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly sealedShare: string | null;
      readonly sender: UserIdentity;
      readonly isChanged: boolean;
    }
  | { readonly kind: 'seen' }
  /** This key does not open it, or not as what it claims to be. */
  | { readonly kind: 'closed' };

/**
 * Private messages that the server cannot read: checks the key of whom a message is for against the one that was met before, seals; and the
 * other way round. Knows no connection.
 */
export class PrivateTalk {
  readonly #key: UserKey;
  readonly #users: KnownUsers;
  readonly #seen: SeenIds;

  constructor(key: UserKey, users: KnownUsers, seen: SeenIds) {
    this.#key = key;
    this.#users = users;
    this.#seen = seen;
  }

  get own(): UserIdentity {
    return this.#key.identity;
  }

  /** Reads the server's answer to who a user is. */
  judge(answer: ServerMessageOf<'key'>): Recipient {
    const { user } = answer;
    // A user who is offline has keys too, and messages sealed for them wait.
    if (answer.key === undefined) {
      // A server that could talk us out of sealing could read along. So nothing goes unsealed to a name that had a key before.
      return !answer.online ? { kind: 'nobody', user } : { kind: this.#users.isKnown(user) ? 'withheld' : 'unsealed', user };
    }

    const identity = UserIdentity.read(answer.key, answer.agreement_key, answer.agreement_signature);
    return identity === null
      ? { kind: 'withheld', user }
      : { kind: 'sealed', user, identity, isChanged: this.#users.meet(user, identity.fullForm) === 'changed', isOnline: answer.online };
  }

  /** Null if the text is too long to be sealed. */
  seal(recipient: UserIdentity, text: string, id: string, sealedShare: string | null): SealedForm | null {
    if (utf8(text).length > MAX_TEXT_LENGTH) {
      return null;
    }

    const { encapsulation, ciphertext, attachment } = sealPrivate(this.#key, recipient, text, fromBase64Url(id, ID_LENGTH)!, sealedShare);
    const enc = toBase64Url(encapsulation);
    return { enc, sealed: toBase64Url(ciphertext), ...(attachment && { sealed_share: toBase64Url(attachment) }) };
  }

  open(message: ServerMessageOf<'sealed_pm'>): Opened {
    const sender = UserIdentity.read(message.key, message.agreement_key, message.agreement_signature);
    const id = fromBase64Url(message.id, ID_LENGTH);
    const encapsulation = fromBase64Url(message.enc, KEY_LENGTH);
    const ciphertext = upTo(MAX_CIPHERTEXT_LENGTH, message.sealed);
    const attachment = message.sealed_share === undefined ? null : upTo(MAX_ATTACHMENT_LENGTH, message.sealed_share);
    const isCut = attachment === null && message.sealed_share !== undefined;
    if (sender === null || id === null || encapsulation === null || ciphertext === null || isCut) {
      return { kind: 'closed' };
    }

    const opened = openPrivate(this.#key, sender, { encapsulation, ciphertext, attachment }, id);
    if (opened === null) {
      return { kind: 'closed' };
    }

    if (!this.#seen.add(message.id)) {
      return { kind: 'seen' };
    }

    // Only now: the sender has shown to hold the key. A key that merely stands in a message proves nothing.
    const isChanged = this.#users.meet(message.from_user, sender.fullForm) === 'changed';
    return { kind: 'text', text: cleanLines(opened.text), sealedShare: opened.attachment, sender, isChanged };
  }
}

/** Bytes in base64url, at most so many. */
function upTo(length: number, text: string): Uint8Array | null {
  const bytes = fromBase64Url(text);
  return bytes !== null && bytes.length <= length ? bytes : null;
}
