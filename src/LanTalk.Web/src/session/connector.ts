import { type LoginRequest, logIn } from '../login/login.ts';
import type { Clock } from '../time/clock.ts';
import type { ServerMessageOf } from '../wire/server-messages.ts';
import { SecureChannel } from '../wire/secure-channel.ts';
import type { OpenSocket } from '../wire/socket.ts';

const OPEN_TIMEOUT = 10_000;

export interface Connected {
  readonly kind: 'connected';
  readonly channel: SecureChannel;
  readonly welcome: ServerMessageOf<'auth_ok'>;
}

export type ConnectFailure =
  | { readonly kind: 'refused'; readonly code: string | null; readonly reason: string }
  | { readonly kind: 'failed'; readonly why: 'password' | 'unproven' | 'broken' | 'lost' | 'timeout' | 'unreachable' | 'impostor' };

/** Opens a connection and logs in. */
export async function connect(
  openSocket: OpenSocket,
  serverKey: Uint8Array,
  request: LoginRequest,
  clock: Clock,
): Promise<Connected | ConnectFailure> {
  const channel = await SecureChannel.open(openSocket, serverKey, clock, OPEN_TIMEOUT);
  if (typeof channel === 'string') {
    return { kind: 'failed', why: channel };
  }

  const outcome = await logIn(channel, request, clock);
  if (outcome.kind === 'welcome') {
    return { kind: 'connected', channel, welcome: outcome.welcome };
  }

  channel.close();
  return outcome;
}
