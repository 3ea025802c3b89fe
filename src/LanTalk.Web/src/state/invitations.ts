import { fromBase64Url } from '../bytes/base64url.ts';
import type { Session } from '../session/session.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { Invitation, InvitationOutcome, InviteOptions } from './dialogs.ts';

/** The largest QR code has 177 modules to a side. */
const MAX_SIZE = 177;

const isInvitation = (message: ServerMessage): message is ServerMessageOf<'invitation'> => message.type === 'invitation';

export async function invite(options: InviteOptions, session: Pick<Session, 'request'>): Promise<InvitationOutcome> {
  const answer = await session.request(
    {
      type: 'invite',
      ...(options.for !== null && { for: options.for }),
      ...(options.uses !== null && { uses: options.uses }),
      ...(options.room !== null && { room: options.room }),
    },
    isInvitation,
  );
  if (answer === null) {
    return { kind: 'offline' };
  }

  const invitation = answer.kind === 'answer' ? read(answer.message) : null;
  return invitation === null
    ? { kind: 'refused', server: answer.kind === 'refused' ? answer.text : 'The server sent an invitation that cannot be shown.' }
    : { kind: 'invitation', invitation };
}

function read(message: ServerMessageOf<'invitation'>): Invitation | null {
  const size = message.qr_size;
  const modules = fromBase64Url(message.qr);
  if (modules === null || size < 1 || size > MAX_SIZE || modules.length < Math.ceil((size * size) / 8)) {
    return null;
  }

  const isDark = (x: number, y: number): boolean => {
    const index = y * size + x;
    return ((modules[index >> 3]! >> (7 - (index & 7))) & 1) === 1;
  };
  return {
    url: message.url,
    qr: { size, isDark },
    expires: message.expires ?? null,
    uses: message.uses ?? null,
    room: message.room ?? null,
  };
}
