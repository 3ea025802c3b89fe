import type { Connected } from '../session/connector.ts';
import { isAsk } from '../session/outgoing.ts';
import { PrivateTalk } from '../session/private-talk.ts';
import { Session } from '../session/session.ts';
import type { SessionEnding, SessionEvents } from '../session/session-events.ts';
import type { Announcer } from './announcer.ts';
import { Alerts } from './alerts.ts';
import { ChatEvents } from './chat-events.ts';
import { ChatModel } from './chat-model.ts';
import type { Ending } from './chat.ts';
import type { JoinProblem } from './join-form.ts';
import type { Entrance } from './entrance.ts';
import { type Credentials, problemCode } from './join-form-model.ts';
import { PrivateMemory } from './private-memory.ts';
import type { SettingsModel } from './settings-model.ts';

/** How a stay in the chat is over: for good, because another server answers there, or until the user has solved a problem. */
export type RunEnding =
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'refused'; readonly problem: JoinProblem };

/** One stay in the chat, from the login to its end: the session, and the chat that shows it. */
export class ChatRun {
  readonly chat: ChatModel;
  readonly #session: Session;
  readonly #entrance: Entrance;
  readonly #first: Connected;
  readonly #onEnded: (ending: RunEnding) => void;

  constructor(
    entrance: Entrance,
    first: Connected,
    credentials: Credentials,
    settings: SettingsModel,
    announcer: Announcer,
    onEnded: (ending: RunEnding) => void,
  ) {
    this.#entrance = entrance;
    this.#first = first;
    this.#onEnded = onEnded;
    const { memory, server, parts } = entrance;
    const { platform, identity } = parts;
    const privateMemory = new PrivateMemory(platform.tab, identity.fingerprint);
    // The session tells the chat, and the chat asks the session.
    const events: { target: SessionEvents | null } = { target: null };
    this.#session = new Session(
      {
        clock: platform.clock,
        outbox: memory.outbox,
        positions: memory.positions,
        privateTalk: new PrivateTalk(memory.key, memory.users, privateMemory.seen),
        seen: privateMemory.seen,
        get events() {
          return events.target!;
        },
        captures: new Map(),
      },
      first.welcome.username,
      (name, position) => entrance.connectAt({ ...credentials, name }, position),
      () => parts.suspect(),
      () => platform.random(),
    );
    const name = first.welcome.username;
    this.chat = new ChatModel({ server, memory, privateMemory, platform, announcer, session: this.#session, name });
    events.target = new ChatEvents(this.chat, new Alerts(platform, settings, (place) => this.chat.show(place)), (ending) => this.#ended(ending));
  }

  start(): void {
    this.#session.start(this.#first);
    const { room } = this.#entrance;
    if (room !== null) {
      void this.chat.joinRoom(room);
    }
  }

  /** The page or the network is back. */
  wake(): void {
    this.#session.wake();
  }

  /** Nobody looks at the page any more, and it may be gone for good. */
  attentionLost(): void {
    this.chat.current.value.attentionLost();
    this.chat.flush();
  }

  /** The user goes on in another tab. */
  stop(): void {
    this.chat.flush();
    this.#session.stop();
  }

  #ended({ why, code, server }: SessionEnding): void {
    this.chat.flush();
    if (why === 'untrusted') {
      this.#onEnded({ kind: 'untrusted' });
      return;
    }

    this.#entrance.credentials.left();
    if (why === 'refused' && code !== 'banned') {
      // Texts said meanwhile wait until the user is in again.
      this.#onEnded({ kind: 'refused', problem: { code: problemCode(code, server !== null), server } });
      return;
    }

    const { outbox } = this.#entrance.memory;
    const unsent = outbox.entries.filter((entry) => entry.failed === null && !isAsk(entry));
    unsent.forEach((entry) => outbox.fail(entry.nonce, { code: 'connection_lost', server: null }));
    this.#onEnded({ kind: 'ended', ending: { why, code, server, unsent: unsent.map((entry) => entry.text) } });
  }
}
