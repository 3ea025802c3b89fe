// The login of version 3. One try on one channel; then, unless it succeeded, the channel is of no further use.
import { EMPTY } from '../bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { SrpClient } from '../crypto/srp.ts';
import type { UserKey } from '../crypto/user-key.ts';
import type { Clock } from '../time/clock.ts';
import type { SecureChannel } from '../wire/secure-channel.ts';
import type { LoginMessage } from '../wire/client-messages.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import { InvitationKey } from './invitation-key.ts';
import type { Password } from './password.ts';
import { type Transcript, channelBinding, invitedBytes, signedBytes, transcriptHash } from './transcript.ts';

const NONCE_LENGTH = 32;
const SALT_LENGTH = 16;
const GROUP_LENGTH = 384;
const PROOF_LENGTH = 32;

/** How long the server may take for its greeting, and for the rest: it may make a login wait for its check. */
const GREETING_TIMEOUT = 10_000;
const ANSWER_TIMEOUT = 40_000;

export interface LoginRequest {
  readonly name: string;
  readonly key: UserKey;
  readonly password: Password | null;
  /** Takes the place of the password. */
  readonly invitation: Uint8Array | null;
  /** Where this user was in the lobby; null for a newcomer. */
  readonly position: { readonly epoch: string; readonly since: number } | null;
  /** Told when the password is being stretched. */
  readonly onStretching?: () => void;
}

export type LoginOutcome =
  | { readonly kind: 'welcome'; readonly welcome: ServerMessageOf<'auth_ok'> }
  /** The server's word, which nobody has proven: it may be a lie. */
  | { readonly kind: 'refused'; readonly code: string | null; readonly reason: string }
  /** `password`: there is one, and none was given. `unproven`: the server does not know it. `broken`: this is no login of LanTalk. */
  | { readonly kind: 'failed'; readonly why: 'password' | 'unproven' | 'broken' | 'lost' | 'timeout' };

type Greeting = { readonly needsPassword: boolean; readonly serverName: string; readonly nonce: Uint8Array; readonly salt: Uint8Array };

const BROKEN: LoginOutcome = { kind: 'failed', why: 'broken' };

export async function logIn(channel: SecureChannel, request: LoginRequest, clock: Clock): Promise<LoginOutcome> {
  const greeting = await hear(channel, clock, GREETING_TIMEOUT);
  if (greeting === null || greeting === 'timeout' || greeting.type === 'auth_fail') {
    return failure(greeting);
  }

  const server = readGreeting(greeting);
  if (server === null) {
    return BROKEN;
  }

  const isProved = server.needsPassword && request.invitation === null;
  if (isProved && request.password === null) {
    return { kind: 'failed', why: 'password' };
  }

  const srp = isProved ? new SrpClient() : null;
  const login: Transcript = {
    binding: channelBinding(channel.handshakeHash),
    nonce: server.nonce,
    name: request.name,
    identity: request.key.identity,
    a: srp?.a ?? EMPTY,
    salt: server.salt,
    b: EMPTY,
  };
  channel.send(loginMessage(request, login));
  const answer = srp === null ? await hear(channel, clock, ANSWER_TIMEOUT) : await prove(channel, request, login, srp, clock);
  if (answer === null || typeof answer === 'string' || answer.type === 'auth_fail') {
    return failure(answer);
  }

  return answer.type === 'auth_ok' ? judge(answer, server, srp) : BROKEN;
}

/** Proves the password. The secret is made while the login is on its way. */
async function prove(
  channel: SecureChannel,
  request: LoginRequest,
  login: Transcript,
  srp: SrpClient,
  clock: Clock,
): Promise<ServerMessage | null | 'timeout' | 'password' | 'broken'> {
  request.onStretching?.();
  const [secret, challenge] = await Promise.all([request.password!.secretFor(login.salt), hear(channel, clock, ANSWER_TIMEOUT)]);
  if (challenge === null || challenge === 'timeout' || challenge.type === 'auth_fail') {
    return challenge;
  }

  if (secret === null) {
    return 'password';
  }

  const b = challenge.type === 'auth_challenge' ? fromBase64Url(challenge.b, GROUP_LENGTH) : null;
  const proof = b && srp.prove(secret, login.salt, b, transcriptHash({ ...login, b }));
  if (!proof) {
    return 'broken';
  }

  channel.send({ type: 'auth_proof', proof: toBase64Url(proof) });
  return hear(channel, clock, ANSWER_TIMEOUT);
}

function readGreeting(greeting: ServerMessage): Greeting | null {
  if (greeting.type !== 'auth_request') {
    return null;
  }

  const nonce = fromBase64Url(greeting.nonce, NONCE_LENGTH);
  const salt = greeting.needs_password ? fromBase64Url(greeting.salt, SALT_LENGTH) : EMPTY;
  return nonce !== null && salt !== null && greeting.server_name !== undefined
    ? { needsPassword: greeting.needs_password, serverName: greeting.server_name, nonce, salt }
    : null;
}

function loginMessage(request: LoginRequest, login: Transcript): LoginMessage {
  const { identity } = request.key;
  const invited = request.invitation === null ? null : new InvitationKey(request.invitation);
  return {
    username: request.name,
    key: toBase64Url(identity.signingKey),
    agreement_key: toBase64Url(identity.agreementKey),
    agreement_signature: toBase64Url(identity.agreementSignature),
    signature: toBase64Url(request.key.sign(signedBytes(login))),
    ...(login.a.length > 0 && { a: toBase64Url(login.a) }),
    ...(invited && { invitation: toBase64Url(invited.publicKey), invitation_signature: toBase64Url(invited.sign(invitedBytes(login))) }),
    ...(request.position && { epoch: request.position.epoch, since: request.position.since }),
  };
}

/** Believes the welcome, or does not. */
function judge(welcome: ServerMessageOf<'auth_ok'>, server: Greeting, srp: SrpClient | null): LoginOutcome {
  if (srp !== null) {
    const proof = fromBase64Url(welcome.proof, PROOF_LENGTH);
    if (proof === null || !srp.isServerProof(proof)) {
      return { kind: 'failed', why: 'unproven' };
    }
  }

  return welcome.server_name === server.serverName ? { kind: 'welcome', welcome } : BROKEN;
}

function failure(answer: ServerMessage | null | 'timeout' | 'password' | 'broken'): LoginOutcome {
  if (answer === null) {
    return { kind: 'failed', why: 'lost' };
  }

  if (typeof answer === 'string') {
    return { kind: 'failed', why: answer };
  }

  return answer.type === 'auth_fail' ? { kind: 'refused', code: answer.code ?? null, reason: answer.reason } : BROKEN;
}

async function hear(channel: SecureChannel, clock: Clock, timeout: number): Promise<ServerMessage | null | 'timeout'> {
  let expire: (result: 'timeout') => void;
  const expired = new Promise<'timeout'>((resolve) => {
    expire = resolve;
  });
  const timer = clock.after(timeout, () => expire('timeout'));
  try {
    return await Promise.race([channel.next(), expired]);
  } finally {
    timer.cancel();
  }
}
