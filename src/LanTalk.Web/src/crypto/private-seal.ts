import { concat, fromStrictUtf8, utf8 } from '../bytes/bytes.ts';
import { x25519 } from '../curves/x25519.ts';
import { type HpkeContext, open, seal, setupRecipient, setupSender } from './hpke.ts';
import type { UserIdentity } from './user-identity.ts';
import type { UserKey } from './user-key.ts';

/** The length of a message's id in bytes. */
export const ID_LENGTH = 16;
export const MAX_CIPHERTEXT_LENGTH = 64 * 1024;
export const MAX_ATTACHMENT_LENGTH = 4 * 1024;

const BLOCK_LENGTH = 64;
const TAG_LENGTH = 16;
const MARK = 0x80;
const INFO = utf8('lantalk/3 private message');

// The numbers of the messages in their context: what is sealed as one cannot be opened as the other.
const TEXT = 0;
const ATTACHMENT = 1;

/** The longest text in UTF-8 bytes: what its padding and the tag leave. */
export const MAX_TEXT_LENGTH = Math.floor((MAX_CIPHERTEXT_LENGTH - TAG_LENGTH) / BLOCK_LENGTH) * BLOCK_LENGTH - 1;

/** A private message as it travels. `attachment`: goes with the text, for the recipient's program; null for nothing. */
export interface SealedText {
  readonly encapsulation: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly attachment: Uint8Array | null;
}

/** A private message that was opened. No text that a user writes can become an attachment. */
export interface OpenedText {
  readonly text: string;
  readonly attachment: string | null;
}

/** Seals a text of at most `MAX_TEXT_LENGTH` bytes. `ephemeral` is given by tests alone. */
export function sealPrivate(
  sender: UserKey,
  recipient: UserIdentity,
  text: string,
  id: Uint8Array,
  attachment: string | null = null,
  ephemeral: Uint8Array = x25519.randomSecretKey(),
): SealedText {
  const context = setupSender(ephemeral, sender.agreement, recipient.agreementKey, INFO)!; // no identity has a key of low order
  const associated = associatedData(sender.identity, recipient, id);
  return {
    encapsulation: x25519.getPublicKey(ephemeral),
    ciphertext: seal(context, TEXT, associated, pad(utf8(text))),
    attachment: attachment === null ? null : seal(context, ATTACHMENT, associated, pad(utf8(attachment))),
  };
}

/** Null unless exactly this sender sealed exactly this for exactly this recipient. */
export function openPrivate(recipient: UserKey, sender: UserIdentity, message: SealedText, id: Uint8Array): OpenedText | null {
  const context = setupRecipient(message.encapsulation, recipient.agreement, sender.agreementKey, INFO);
  const associated = associatedData(sender, recipient.identity, id);
  const text = context && openText(context, TEXT, associated, message.ciphertext);
  const attachment = context && message.attachment && openText(context, ATTACHMENT, associated, message.attachment);
  return text === null || (attachment === null && message.attachment !== null) ? null : { text, attachment };
}

function openText(context: HpkeContext, number: number, associated: Uint8Array, ciphertext: Uint8Array): string | null {
  const padded = open(context, number, associated, ciphertext);
  const text = padded && unpad(padded);
  return text && fromStrictUtf8(text);
}

/** HPKE itself ties the message to the agreement keys; this ties it to the users, and to its id. */
const associatedData = (sender: UserIdentity, recipient: UserIdentity, id: Uint8Array): Uint8Array =>
  concat(sender.signingKey, recipient.signingKey, id);

/** Hides how long a text is within a block: one byte 0x80, then zeros to the end of the block (ISO/IEC 7816-4). */
export function pad(text: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(text.length));
  padded.set(text);
  padded[text.length] = MARK;
  return padded;
}

/** Null if it is not what `pad` makes of any text. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  let length = padded.length - 1;
  while (length >= 0 && padded[length] === 0) {
    length--;
  }

  return length >= 0 && padded[length] === MARK && padded.length === paddedLength(length) ? padded.subarray(0, length) : null;
}

const paddedLength = (length: number): number => (Math.floor(length / BLOCK_LENGTH) + 1) * BLOCK_LENGTH;
