import { type Signal, signal } from '@preact/signals';
import type { Described, FileToSend } from '../shares/upload.ts';
import type { Chat } from '../state/index.ts';
import { titleOf } from './chosen-files.ts';
import type { Page, Place } from './page.ts';
import { type Failed, Transfer } from './transfer.ts';
import type { Words } from './texts/words.ts';

/** `chosen`: the user is asked whether to share it. */
export type SendingState = { readonly kind: 'chosen' } | { readonly kind: 'under-way'; readonly transfer: Transfer } | Failed;

/** Files on their way into a room: announced as soon as the server has a place for them. */
export class Sending {
  readonly title: string;
  readonly state: Signal<SendingState> = signal<SendingState>({ kind: 'chosen' });
  readonly #files: readonly FileToSend[];
  readonly #page: Page;
  readonly #chat: Chat;
  readonly #words: Words;
  readonly #onGone: (sending: Sending) => void;
  #described: Described | null = null;

  constructor(
    files: readonly FileToSend[],
    readonly room: Place,
    page: Page,
    chat: Chat,
    words: Words,
    onGone: (sending: Sending) => void,
  ) {
    this.title = titleOf(files);
    this.#files = files;
    this.#page = page;
    this.#chat = chat;
    this.#words = words;
    this.#onGone = onGone;
  }

  start(): void {
    const transfer = new Transfer(
      this.#page.openWorker(),
      { kind: 'send', title: this.title, files: this.#files },
      () => this.#chat.shares.askTicket(null),
      (described) => void this.#announce(described),
      (outcome) => {
        if (outcome.kind === 'failed') {
          this.state.value = outcome;
          return;
        }

        this.#page.announce(this.#words.say('shared', { title: this.title }));
        this.#onGone(this);
      },
    );
    if (this.state.value.kind !== 'failed') {
      this.state.value = { kind: 'under-way', transfer };
    }
  }

  /** Takes it back: what others were told of and is not complete is removed. */
  cancel(): void {
    const state = this.state.value;
    if (state.kind === 'under-way') {
      state.transfer.stop();
    }

    if (this.#described !== null) {
      void this.#chat.shares.remove(this.#described.share);
    }

    this.#onGone(this);
  }

  async #announce(described: Described): Promise<void> {
    const isFirst = this.#described === null;
    this.#described = described;
    // The server had some of it: it may have been announced before the page was loaded anew.
    if (isFirst && (described.offset === 0 || (await this.#chat.shares.isAnnounced(described.share, this.room.name)) !== true)) {
      this.#chat.shares.announce(described.share, this.title, this.room.name);
    }
  }
}
