import { type Signal, computed, signal } from '@preact/signals';
import { Password, isPasswordTooLong } from '../login/password.ts';
import type { ConnectFailure, Connected } from '../session/connector.ts';
import type { JoinForm, JoinProblem, JoinProblemCode } from './join-form.ts';

/** With what somebody tries to come in. */
export interface Credentials {
  readonly name: string;
  readonly password: Password | null;
  readonly token: Uint8Array | null;
}

export interface JoinGate {
  readonly needsPassword: boolean;
  readonly rememberedName: string;
  readonly room: string | null;
  typedPassword(password: string): Password;
  /** Whether this tab may talk to this server, once that is known. If not, another screen comes. */
  isOpen(): Promise<boolean>;
  connect(credentials: Credentials, onStretching: () => void): Promise<Connected | ConnectFailure>;
  /** Whether the server still answers where a connection to it did not come about. */
  isReachable(): Promise<boolean>;
  joined(connected: Connected, credentials: Credentials): void;
  /** Another server answers there: another screen comes. */
  suspect(): Promise<void>;
  forgetToken(): void;
}

const SERVER_CODES: ReadonlySet<string> = new Set<JoinProblemCode>([
  'password', 'name_invalid', 'name_taken', 'banned', 'busy', 'timeout', 'shutdown', 'key', 'invitation',
]);

/** How often a WebSocket is tried where the server answers. */
const ATTEMPTS = 3;

export class JoinFormModel implements JoinForm {
  readonly progress: Signal<'idle' | 'connecting' | 'proving'> = signal<'idle' | 'connecting' | 'proving'>('idle');
  readonly problem: Signal<JoinProblem | null> = signal<JoinProblem | null>(null);
  readonly isInvited = computed(() => this.#token.value !== null);
  readonly asksPassword = computed(() => this.#gate.needsPassword && this.#token.value === null);
  readonly #gate: JoinGate;
  readonly #token: Signal<Uint8Array | null>;

  constructor(gate: JoinGate, token: Uint8Array | null) {
    this.#gate = gate;
    this.#token = signal(token);
  }

  get rememberedName(): string {
    return this.#gate.rememberedName;
  }

  get room(): string | null {
    return this.#gate.room;
  }

  async join(name: string, password: string): Promise<void> {
    const wanted = name.trim();
    const asks = this.asksPassword.value;
    if (this.progress.value !== 'idle') {
      return;
    }

    if (wanted === '') {
      this.#fail('name_missing');
    } else if (asks && password === '') {
      this.#fail('password_missing');
    } else if (asks && isPasswordTooLong(password)) {
      this.#fail('password_too_long');
    } else {
      await this.#try({ name: wanted, password: asks ? this.#gate.typedPassword(password) : null, token: this.#token.value });
    }
  }

  /** Comes back after a reload, as who was there before. */
  resume(name: string, password: Password | null): Promise<void> {
    return this.#try({ name, password, token: this.#token.value });
  }

  /** Says why the user is not in. */
  explain(problem: JoinProblem): void {
    if (problem.code === 'invitation') {
      this.#gate.forgetToken();
      this.#token.value = null;
    }

    this.problem.value = problem;
  }

  async #try(credentials: Credentials): Promise<void> {
    this.problem.value = null;
    this.progress.value = 'connecting';
    if (await this.#gate.isOpen()) {
      const result = await this.#connect(credentials);
      if (result.kind === 'connected') {
        this.#gate.joined(result, credentials);
      } else {
        await this.#explain(result);
      }
    }

    this.progress.value = 'idle';
  }

  /** A server closes a connection on which nothing comes for a while, as when the first packet was lost. One that still answers is tried again. */
  async #connect(credentials: Credentials): Promise<Connected | ConnectFailure> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.#gate.connect(credentials, () => {
        this.progress.value = 'proving';
      });
      const mayPass = result.kind === 'failed' && result.why === 'unreachable' && attempt < ATTEMPTS;
      if (!mayPass || !(await this.#gate.isReachable())) {
        return result;
      }
    }
  }

  async #explain(failure: ConnectFailure): Promise<void> {
    if (failure.kind === 'refused') {
      this.explain({ code: problemCode(failure.code, true), server: failure.reason });
      return;
    }

    switch (failure.why) {
      case 'password':
        this.#fail('password_missing');
        break;
      case 'impostor':
        await this.#gate.suspect();
        this.#fail('broken');
        break;
      case 'unreachable':
        this.#fail((await this.#gate.isReachable()) ? 'no_websocket' : 'unreachable');
        break;
      case 'lost':
        this.#fail('unreachable');
        break;
      default:
        this.#fail(failure.why);
    }
  }

  #fail(code: JoinProblemCode): void {
    this.problem.value = { code, server: null };
  }
}

/** What the page calls a refusal of the server, or what it found out by itself. */
export function problemCode(code: string | null, isServers: boolean): JoinProblemCode {
  if (!isServers) {
    return code === 'password' ? 'password_missing' : code === 'unproven' ? 'unproven' : 'broken';
  }

  return code !== null && SERVER_CODES.has(code) ? (code as JoinProblemCode) : 'broken';
}
