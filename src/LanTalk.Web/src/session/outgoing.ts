import { random } from '../bytes/bytes.ts';
import { toBase64Url } from '../bytes/base64url.ts';
import { ID_LENGTH } from '../crypto/private-seal.ts';
import { isCommand, saidBy } from '../text/slash-rule.ts';
import { LOBBY } from '../text/names.ts';
import type { FailCode } from './fail-code.ts';

const NONCE_LENGTH = 12;
const ACTION = /^\/me\s+(?=\S)/i;
const QUERIES = /^\/(?:help|history|rooms|search|users|whois)(?:\s|$)/i;

/** A private message as it was sealed, in base64url. */
export interface SealedForm {
  readonly enc: string;
  readonly sealed: string;
  readonly sealed_share?: string;
}

/** Something that the user says, from its typing until its outcome is known. It is stored exactly like this. */
export interface Outgoing {
  /** Tells it from everything else; of a private message, also its id. */
  readonly nonce: string;
  /** As it was typed. */
  readonly text: string;
  readonly at: number;
  /** Where it is said; the lobby's name for the lobby. Null if it is private. */
  readonly room: string | null;
  /** Whom it is for, if it is private. */
  readonly to: string | null;
  /** The share that it announces; `text` is its title then, which is never a command. Null for a text. */
  readonly share: number | null;
  /** Private: the files that it tells of, with their key; null for none. */
  readonly sealedShare: string | null;
  /** As it was sealed: sent again, it is the same. */
  readonly sealed: SealedForm | null;
  /** Whether it may have reached the server. */
  readonly wasSent: boolean;
  /** Why it was not sent; null as long as it may be. */
  readonly failed: Failure | null;
}

export interface Failure {
  readonly code: FailCode;
  readonly server: string | null;
}

/** `/me`: written as a command, but posted like any text. */
export const isAction = (outgoing: Outgoing): boolean => outgoing.to === null && ACTION.test(outgoing.text);

/** Asks the server for something. To ask twice could do the contrary, or do it twice: it is sent once. */
export const isAsk = (outgoing: Outgoing): boolean => outgoing.to === null && isCommand(outgoing.text) && !ACTION.test(outgoing.text);

/** A command that only asks for something: it counts against the limit for questions. */
export const isQuery = (outgoing: Outgoing): boolean => isAsk(outgoing) && QUERIES.test(outgoing.text);

/** The text as others see it. */
export const postedText = (outgoing: Outgoing): string =>
  outgoing.to !== null ? outgoing.text : isAction(outgoing) ? outgoing.text.replace(ACTION, '') : saidBy(outgoing.text);

export const sayInRoom = (text: string, room: string, at: number): Outgoing => ({ ...blank(NONCE_LENGTH, text, at), room });

/** Announces a share in a room: under one mark, so that it is announced once. */
export const announceShare = (share: number, title: string, room: string, at: number): Outgoing => ({ ...sayInRoom(title, room, at), share });

export const sayPrivately = (text: string, to: string, at: number): Outgoing => ({ ...blank(ID_LENGTH, text, at), to });

const blank = (length: number, text: string, at: number): Outgoing => ({
  nonce: toBase64Url(random(length)),
  text: text.replaceAll('\t', '    '),
  at,
  room: null,
  to: null,
  share: null,
  sealedShare: null,
  sealed: null,
  wasSent: false,
  failed: null,
});

/** Makes sure of what was stored. */
export function readOutgoing(value: unknown): Outgoing | null {
  const stored = value as Partial<Outgoing> | null;
  return typeof stored === 'object' && stored !== null && typeof stored.nonce === 'string' && typeof stored.text === 'string' && typeof stored.at === 'number'
    ? {
        nonce: stored.nonce,
        text: stored.text,
        at: stored.at,
        room: stored.room ?? (stored.to ? null : LOBBY),
        to: stored.to ?? null,
        share: stored.share ?? null,
        sealedShare: stored.sealedShare ?? null,
        sealed: stored.sealed ?? null,
        wasSent: stored.wasSent ?? true,
        failed: stored.failed ?? null,
      }
    : null;
}
