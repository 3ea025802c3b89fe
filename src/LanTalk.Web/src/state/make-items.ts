import type { Outgoing } from '../session/outgoing.ts';
import { isAction, postedText } from '../session/outgoing.ts';
import { mentions } from '../text/mentions.ts';
import { isSameName } from '../text/names.ts';
import { cleanLine, cleanLines } from '../text/safe-text.ts';
import type { PastMessage, WireShare } from '../wire/server-messages.ts';
import type { Delivery, MessageItem, Share } from './items.ts';

const SENT: Delivery = { state: 'sent' };

/** Whose eyes a message is seen with. */
export interface Reader {
  readonly name: string;
  readonly serverName: string;
}

/** A message of a room. `key`: what it was known by before it was posted; null for a message of others. */
export function roomItem(message: Omit<PastMessage, 'id'> & { readonly id: number | null }, reader: Reader, key: string | null): MessageItem {
  const isOwn = isSameName(message.user, reader.name);
  return {
    kind: 'message',
    key: key ?? `m${message.id ?? message.at}`,
    id: message.id,
    author: message.user,
    text: message.text,
    ...(message.share !== undefined && { share: shareOf(message.share) }),
    at: message.at,
    isAction: message.action === true,
    isOwn,
    isMention: !isOwn && mentions(message.text, reader.name),
    isOperator: isSameName(message.user, reader.serverName),
    isBot: message.bot === true,
    isSealed: null,
    delivery: SENT,
  };
}

const shareOf = ({ id, title, count, size, manifest_size, root }: WireShare): Share => ({
  id,
  title: cleanLine(title),
  count,
  size,
  manifestSize: manifest_size,
  root,
});

export const pastItem = (message: PastMessage, reader: Reader): MessageItem => roomItem(message, reader, null);

/** What the user has said and the server has not acknowledged. */
export function pendingItem(outgoing: Outgoing, isTaken: boolean, reader: Reader): MessageItem {
  return {
    kind: 'message',
    key: outgoing.nonce,
    id: null,
    author: reader.name,
    text: cleanLines(postedText(outgoing)),
    ...(outgoing.sealedShare !== null && { sealedShare: outgoing.sealedShare }),
    at: outgoing.at,
    isAction: isAction(outgoing),
    isOwn: true,
    isMention: false,
    isOperator: false,
    isBot: false,
    isSealed: outgoing.to === null ? null : outgoing.sealed !== null,
    delivery: outgoing.failed !== null ? { state: 'failed', reason: outgoing.failed } : { state: isTaken ? 'sending' : 'queued' },
  };
}
