import { LOBBY } from '../text/names.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { ChatContext } from './chat-context.ts';
import type { ItemWindow } from './item-window.ts';
import { pastItem } from './make-items.ts';

const PAGE = 100;

type Part = { readonly before?: number; readonly after?: number };

/** Loads parts of a room's history from the server into its window. One at a time. */
export class PastLoader {
  readonly #room: string;
  readonly #context: ChatContext;
  readonly #window: ItemWindow;
  readonly #newest: () => number;
  #isBusy = false;
  /** How far the server had looked for what is older than a message: it may have found nothing there to show. */
  #looked: { readonly from: number; readonly to: number } | null = null;

  /** `newest`: the last message of the room that is known of. One may have come after the server had looked up an answer. */
  constructor(room: string, context: ChatContext, window: ItemWindow, newest: () => number) {
    this.#room = room;
    this.#context = context;
    this.#window = window;
    this.#newest = newest;
  }

  async loadOlder(before: number, limit = PAGE): Promise<void> {
    if (this.#isBusy) {
      return;
    }

    this.#window.older.value = 'loading';
    const answer = await this.#ask({ before: this.#looked?.from === before ? this.#looked.to : before }, limit);
    if (answer === null) {
      this.#window.older.value = 'failed';
    } else {
      this.#noteLook(answer, before);
      this.#window.prepend(this.#items(answer), answer.first === true);
    }
  }

  async loadNewer(after: number): Promise<void> {
    if (this.#isBusy || this.#window.isLive) {
      return;
    }

    this.#window.newer.value = 'loading';
    const answer = await this.#ask({ after }, PAGE);
    if (answer === null) {
      this.#window.newer.value = 'failed';
    } else {
      this.#window.extend(this.#items(answer), this.#isLast(answer));
    }
  }

  async loadNewest(): Promise<void> {
    const answer = await this.#ask({}, PAGE);
    if (answer !== null) {
      this.#replace(answer, (answer.messages.at(-1)?.id ?? 0) >= this.#newest());
    }
  }

  /** Loads what stands around a message; false if it is not kept any more. */
  async loadAround(id: number): Promise<boolean> {
    const answer = await this.#ask({ before: id + PAGE / 2 }, PAGE);
    if (answer === null || !answer.messages.some((message) => message.id === id)) {
      return false;
    }

    this.#replace(answer, answer.messages.at(-1)!.id >= this.#newest());
    return true;
  }

  #replace(answer: ServerMessageOf<'history'>, isLast: boolean): void {
    this.#noteLook(answer, 0);
    this.#window.replace(this.#items(answer), answer.first === true, isLast);
  }

  #noteLook(answer: ServerMessageOf<'history'>, before: number): void {
    this.#looked = answer.reached === undefined ? null : { from: answer.messages[0]?.id ?? before, to: answer.reached };
  }

  #isLast(answer: ServerMessageOf<'history'>): boolean {
    const last = answer.messages.at(-1);
    return answer.last === true && (last === undefined || last.id >= this.#newest());
  }

  async #ask(part: Part, limit: number): Promise<ServerMessageOf<'history'> | null> {
    if (this.#isBusy) {
      return null;
    }

    this.#isBusy = true;
    const room = this.#room === LOBBY ? {} : { room: this.#room };
    const answer = await this.#context.session.ask(
      { type: 'history', ...room, ...part, limit },
      (message: ServerMessage): message is ServerMessageOf<'history'> => message.type === 'history',
    );
    this.#isBusy = false;
    return answer?.kind === 'answer' ? answer.message : null;
  }

  #items(answer: ServerMessageOf<'history'>): ReturnType<typeof pastItem>[] {
    return answer.messages.map((message) => pastItem(message, this.#context.reader));
  }
}
