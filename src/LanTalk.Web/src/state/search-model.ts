import { type Signal, signal } from '@preact/signals';
import type { Session } from '../session/session.ts';
import { LOBBY } from '../text/names.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { Hit, Search, SearchState } from './dialogs.ts';

export class SearchModel implements Search {
  readonly state: Signal<SearchState> = signal<SearchState>({ kind: 'empty' });
  readonly #session: Pick<Session, 'ask'>;
  readonly #room: () => string;
  readonly #open: (hit: Hit) => Promise<boolean>;

  /** `room`: where the user is. `open` leads to a hit. */
  constructor(session: Pick<Session, 'ask'>, room: () => string, open: (hit: Hit) => Promise<boolean>) {
    this.#session = session;
    this.#room = room;
    this.#open = open;
  }

  async run(query: string): Promise<void> {
    const wanted = query.trim();
    if (wanted === '') {
      this.clear();
      return;
    }

    const running: SearchState = { kind: 'running', query: wanted };
    this.state.value = running;
    const room = this.#room();
    const answer = await this.#session.ask(
      { type: 'search', query: wanted, ...(room !== LOBBY && { room }) },
      (message: ServerMessage): message is ServerMessageOf<'found'> => message.type === 'found',
    );
    // Meanwhile the user may have looked for something else.
    if (this.state.value !== running) {
      return;
    }

    this.state.value =
      answer === null
        ? { kind: 'offline', query: wanted }
        : answer.kind === 'refused'
          ? { kind: 'refused', query: wanted, server: answer.text }
          : { kind: 'found', query: wanted, rooms: answer.message.rooms, hits: answer.message.messages.map(hitOf) };
  }

  clear(): void {
    this.state.value = { kind: 'empty' };
  }

  open(hit: Hit): Promise<boolean> {
    return this.#open(hit);
  }
}

const hitOf = (message: ServerMessageOf<'found'>['messages'][number]): Hit => ({
  room: message.room ?? LOBBY,
  id: message.id,
  author: message.user,
  text: message.text,
  at: message.at,
  isAction: message.action === true,
});
