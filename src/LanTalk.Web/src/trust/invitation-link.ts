import { fromBase64Url } from '../bytes/base64url.ts';
import { readFingerprint } from '../crypto/fingerprint.ts';

const TOKEN_LENGTH = 16;

/** What the address of the page says beside where the server is. */
export interface InvitationLink {
  /** The server's fingerprint, which is demanded then. */
  readonly fingerprint: string | null;
  /** Takes the place of the password. */
  readonly token: Uint8Array | null;
  readonly room: string | null;
}

export const NO_LINK: InvitationLink = { fingerprint: null, token: null, room: null };

/**
 * Reads a fragment: fingerprint, token and room, with dots between. Null if it is none of ours, such as one that was cut off on its way: then
 * nobody knows which server it demanded.
 */
export function readFragment(fragment: string): InvitationLink | null {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text === '') {
    return NO_LINK;
  }

  const [first = '', second = '', third = '', ...more] = text.split('.');
  const fingerprint = first === '' ? null : readFingerprint(first);
  const token = second === '' ? null : fromBase64Url(second, TOKEN_LENGTH);
  const room = third === '' ? null : decode(third);
  const isWhole = (first === '' || fingerprint !== null) && (second === '' || token !== null) && (third === '' || room !== null);
  return isWhole && more.length === 0 ? { fingerprint, token, room } : null;
}

/** The fragment without the token: what may stand in the address bar, where others look. */
export function publicFragment(link: InvitationLink): string {
  const parts = [link.fingerprint ?? '', '', link.room === null ? '' : encodeURIComponent(link.room)];
  const text = parts.join('.').replace(/\.+$/, '');
  return text === '' ? '' : '#' + text;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a percent sign that encodes nothing
  }
}
