import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { concat, fromUtf8, random, utf8 } from '../../src/bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../../src/bytes/base64url.ts';
import { UserIdentity } from '../../src/crypto/user-identity.ts';
import { channelBinding, signedBytes } from '../../src/login/transcript.ts';
import type { NoiseChannel } from '../../src/noise/initiator.ts';
import { NoiseResponder } from '../noise/responder.ts';
import { FakeRoom } from './room.ts';
import { FakeSocket } from './socket-pair.ts';

type Line = Record<string, unknown>;

/** A user of the false server. */
export interface FakeUser {
  readonly name: string;
  readonly identity: UserIdentity;
  session: FakeSession | null;
}

/** A server in memory that speaks version 3 over Noise: enough of a chat to be reconnected to. */
export class FakeServer {
  readonly rooms = new Map<string, FakeRoom>([['lobby', new FakeRoom('lobby')]]);
  readonly users = new Map<string, FakeUser>();
  readonly noiseKey = random(32);
  readonly #certificateKey = p256.utils.randomSecretKey();
  /** Whether anybody answers at all. */
  isUp = true;
  /** How many WebSockets are closed before they open, although the page is served. */
  refusedSockets = 0;
  openedSockets = 0;
  /** Every line that came, of whichever session. */
  readonly heard: Line[] = [];
  /** Code of a refusal for the next login. */
  refusal: string | null = null;
  rateLimit = '100/1s';
  /** Its certificate has not signed its Noise key. */
  isForged = false;
  /** Says that nobody has a key. */
  withholdsKeys = false;
  /** Takes no private messages. */
  refusesPrivate = false;
  /** The commands of bots. */
  botCommands: Line[] = [];
  sessions: FakeSession[] = [];

  get identity(): Line {
    const publicKey = x25519.getPublicKey(this.noiseKey);
    const signature = p256.sign(concat(utf8('lantalk/3 noise key'), publicKey), this.#certificateKey);
    return {
      server_name: 'Alice',
      needs_password: false,
      certificate: toBase64Url(certificateOf(p256.getPublicKey(this.#certificateKey, false))),
      noise_key: toBase64Url(publicKey),
      noise_signature: toBase64Url(this.isForged ? signature.reverse() : signature),
    };
  }

  get commands(): Line[] {
    return [{ name: 'topic', arguments: '[text]', help: 'Topic.' }, ...this.botCommands];
  }

  /** Plug-ins came or went: everybody is told. */
  changeBotCommands(...commands: Line[]): void {
    this.botCommands = commands;
    this.sessions.forEach((session) => session.send({ type: 'overview', online: 2, users: ['Alice'], commands: this.commands }));
  }

  readonly openSocket = (): FakeSocket => {
    const socket = new FakeSocket();
    this.openedSockets++;
    if (this.isUp && this.refusedSockets-- <= 0) {
      socket.accept('lantalk.3');
      this.sessions.push(new FakeSession(this, socket));
    } else {
      socket.refuse();
    }

    return socket;
  };

  /** Killed: connections break, and what is stored stays. */
  kill(): void {
    this.isUp = false;
    this.sessions.forEach((session) => session.socket.drop());
    this.sessions = [];
    this.users.forEach((user) => (user.session = null));
  }

  room(name: string): FakeRoom {
    const room = this.rooms.get(name) ?? new FakeRoom(name);
    this.rooms.set(name, room);
    return room;
  }

  /** Somebody without a browser says something. */
  say(user: string, text: string, room = 'lobby'): void {
    const message = this.room(room).post(user, text, null);
    this.tellRoom(room, message);
  }

  /** A plug-in says something. */
  sayAsBot(user: string, text: string, room = 'lobby'): void {
    this.tellRoom(room, this.room(room).post(user, text, null, { bot: true }));
  }

  tellRoom(room: string, line: Line): void {
    this.sessions.filter((session) => session.rooms.has(room)).forEach((session) => session.send(line));
  }
}

export class FakeSession {
  readonly rooms = new Set<string>();
  readonly socket: FakeSocket;
  readonly #server: FakeServer;
  #channel: NoiseChannel | null = null;
  #nonce = random(32);
  user: FakeUser | null = null;
  lastPrivate: Line | null = null;

  constructor(server: FakeServer, socket: FakeSocket) {
    this.#server = server;
    this.socket = socket;
    socket.onSent = (data) => this.#receive(data);
    socket.onClosedByPage = () => (server.sessions = server.sessions.filter((one) => one !== this));
  }

  send(line: Line): void {
    if (this.#channel !== null) {
      this.socket.deliver(this.#channel.send.seal(utf8(JSON.stringify({ ts: '14:22', ...line }) + '\n')));
    }
  }

  #receive(data: Uint8Array): void {
    if (this.#channel === null) {
      const { answer, channel } = new NoiseResponder(this.#server.noiseKey, utf8('lantalk/3 web')).accept(data);
      this.socket.deliver(answer);
      this.#channel = channel;
      this.send({ type: 'auth_request', needs_password: false, server_name: 'Alice', nonce: toBase64Url(this.#nonce) });
      return;
    }

    const line = JSON.parse(fromUtf8(this.#channel.receive.open(data)!)) as Line;
    this.#server.heard.push(line);
    if (this.user === null) {
      this.#logIn(line);
    } else {
      this.#handle(line, this.user);
    }
  }

  #logIn(login: Line): void {
    const identity = UserIdentity.read(login.key, login.agreement_key, login.agreement_signature);
    const name = String(login.username);
    const empty = new Uint8Array(0);
    const seen = { binding: channelBinding(this.#channel!.hash), nonce: this.#nonce, name, a: empty, salt: empty, b: empty };
    const isRight = identity !== null && ed25519.verify(fromBase64Url(login.signature)!, signedBytes({ ...seen, identity }), identity.signingKey);
    if (!isRight || this.#server.refusal !== null) {
      this.send({ type: 'auth_fail', reason: 'No.', code: isRight ? this.#server.refusal : 'key' });
      this.#server.refusal = null;
      this.socket.drop();
      return;
    }

    this.user = { name, identity, session: this };
    this.#server.users.set(name, this.user);
    this.send({ type: 'auth_ok', username: name, server_name: 'Alice', rate_limit: this.#server.rateLimit, max_text: 4096, idle_timeout: '30s' });
    this.#join('lobby', login);
  }

  #join(name: string, from: Line): void {
    const room = this.#server.room(name);
    this.rooms.add(name);
    room.missedSince(from).forEach((line) => this.send(line));
  }

  #handle(line: Line, user: FakeUser): void {
    const room = typeof line.room === 'string' ? line.room : 'lobby';
    switch (line.type) {
      case 'ping':
        this.send({ type: 'pong' });
        break;
      case 'join':
        this.#join(room, line);
        break;
      case 'leave':
        this.rooms.delete(room);
        break;
      case 'history':
        this.send(this.#server.room(room).history(line));
        break;
      case 'message':
        this.#say(room, line, user);
        break;
      case 'key':
        this.#key(String(line.user));
        break;
      case 'sealed_pm':
        this.#passOn(line, user);
        break;
      case 'overview':
        this.send({ type: 'overview', online: 2, users: ['Alice', user.name], commands: this.#server.commands });
        break;
      case 'members':
        this.send({ type: 'members', ...(line.room !== undefined && { room }), count: 1, from: 0, users: [user.name] });
        break;
      default:
    }
  }

  #say(room: string, line: Line, user: FakeUser): void {
    const [text, nonce] = [String(line.text), String(line.nonce)];
    if (text.startsWith('/')) {
      this.send({ type: 'system', event: 'reply', text: `done: ${text}` });
      this.send({ type: 'ack', nonce });
      return;
    }

    const posted = this.#server.room(room).find(nonce);
    if (posted !== null) {
      this.send({ type: 'ack', nonce, id: posted });
    } else if (text.includes('forbidden')) {
      this.send({ type: 'system', event: 'refused', text: 'You may not say that.', nonce });
    } else {
      this.#server.tellRoom(room, this.#server.room(room).post(user.name, text, nonce));
    }
  }

  #key(name: string): void {
    const user = this.#server.users.get(name);
    const keys = user !== undefined && !this.#server.withholdsKeys && {
      key: toBase64Url(user.identity.signingKey),
      agreement_key: toBase64Url(user.identity.agreementKey),
      agreement_signature: toBase64Url(user.identity.agreementSignature),
    };
    this.send({ type: 'key', user: name, online: user !== undefined, ...keys });
  }

  #passOn(line: Line, user: FakeUser): void {
    if (this.#server.refusesPrivate) {
      this.send({ type: 'system', event: 'refused', text: 'Not now.', nonce: line.id });
      return;
    }

    const { identity } = user;
    const recipient = this.#server.users.get(String(line.to))?.session;
    const passed = {
      ...line,
      from_user: user.name,
      key: toBase64Url(identity.signingKey),
      agreement_key: toBase64Url(identity.agreementKey),
      agreement_signature: toBase64Url(identity.agreementSignature),
      at: 1_789_300_000_000,
    };
    if (recipient) {
      recipient.lastPrivate = passed;
      recipient.send(passed);
    }

    this.send({ type: 'ack', nonce: line.id });
  }
}

/** As much of a certificate as a page reads: a serial number, then four fields that mean nothing, then the key. */
function certificateOf(point: Uint8Array): Uint8Array {
  const sequence = (...parts: Uint8Array[]): Uint8Array => {
    const content = concat(...parts);
    return concat(content.length < 128 ? Uint8Array.of(0x30, content.length) : Uint8Array.of(0x30, 0x81, content.length), content);
  };
  const bits = concat(Uint8Array.of(0x03, 0x42, 0x00), point);
  const algorithm = Uint8Array.of(0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7);
  const empty = sequence();
  return sequence(sequence(Uint8Array.of(2, 1, 1), empty, empty, empty, empty, sequence(algorithm, bits)));
}
