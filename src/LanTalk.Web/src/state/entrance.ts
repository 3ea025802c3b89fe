import { fingerprintWords, showFingerprint } from '../crypto/fingerprint.ts';
import { Password } from '../login/password.ts';
import { type ConnectFailure, type Connected, connect } from '../session/connector.ts';
import type { Store } from '../storage/store.ts';
import { askIdentity } from '../login/ask-identity.ts';
import type { LoginRequest } from '../login/login.ts';
import { LOBBY } from '../text/names.ts';
import type { ServerIdentity } from '../trust/server-identity.ts';
import { type Credentials, JoinFormModel, type JoinGate } from './join-form-model.ts';
import type { Platform } from './platform.ts';
import type { ServerFacts } from './server.ts';
import { type ServerMemory, openMemory } from './server-memory.ts';
import { TabCredentials } from './tab-credentials.ts';

export interface EntranceParts {
  readonly identity: ServerIdentity;
  readonly isKnown: boolean;
  readonly room: string | null;
  readonly platform: Platform;
  readonly store: Store;
  /** Whether this tab may talk to the server, once that is known. If not, another screen comes. */
  isOpen(): Promise<boolean>;
  /** Whether another server answers there now. */
  suspect(): Promise<boolean>;
}

/** The way in to one server that is believed: its facts, what this browser keeps of it, and the form. */
export class Entrance implements JoinGate {
  readonly server: ServerFacts;
  readonly memory: ServerMemory;
  readonly credentials: TabCredentials;
  readonly form: JoinFormModel;
  readonly parts: EntranceParts;
  onJoined: (connected: Connected, credentials: Credentials) => void = () => undefined;

  private constructor(parts: EntranceParts, memory: ServerMemory) {
    const { identity, platform } = parts;
    this.parts = parts;
    this.memory = memory;
    this.server = {
      name: identity.name,
      needsPassword: identity.needsPassword,
      fingerprint: showFingerprint(identity.fingerprint),
      words: fingerprintWords(identity.fingerprint),
      isSecure: platform.isSecure,
      isKnown: parts.isKnown,
    };
    this.credentials = new TabCredentials(platform.tab, identity.fingerprint, platform.stretch);
    this.form = new JoinFormModel(this, this.credentials.token);
  }

  static async open(parts: EntranceParts): Promise<Entrance> {
    return new Entrance(parts, await openMemory(parts.store, parts.identity.fingerprint, parts.platform.clock));
  }

  get needsPassword(): boolean {
    return this.server.needsPassword;
  }

  get rememberedName(): string {
    return this.memory.name.value;
  }

  get room(): string | null {
    return this.parts.room;
  }

  typedPassword(password: string): Password {
    return Password.typed(password, this.parts.platform.stretch);
  }

  connect(credentials: Credentials, onStretching: () => void): Promise<Connected | ConnectFailure> {
    return this.connectAt(credentials, this.memory.positions.of(LOBBY), onStretching);
  }

  /** Logs in; `position` is where the user was in the lobby. */
  connectAt(
    { name, password, token }: Credentials,
    position: LoginRequest['position'],
    onStretching: () => void = () => undefined,
  ): Promise<Connected | ConnectFailure> {
    const { platform, identity } = this.parts;
    const serverKey = identity.provenNoiseKey();
    if (serverKey === null) {
      return Promise.resolve({ kind: 'failed', why: 'impostor' });
    }

    const request: LoginRequest = { name, key: this.memory.key, password, invitation: token, position, onStretching };
    return connect(platform.openSocket, serverKey, request, platform.clock);
  }

  isOpen(): Promise<boolean> {
    return this.parts.isOpen();
  }

  async isReachable(): Promise<boolean> {
    return typeof (await askIdentity(this.parts.platform.fetch, this.parts.platform.clock)) !== 'string';
  }

  joined(connected: Connected, credentials: Credentials): void {
    this.memory.name.set(connected.welcome.username);
    this.credentials.joined(connected.welcome.username, credentials.password);
    this.onJoined(connected, credentials);
  }

  async suspect(): Promise<void> {
    await this.parts.suspect();
  }

  forgetToken(): void {
    this.credentials.forgetToken();
  }
}
