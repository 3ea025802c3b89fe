import { type Signal, signal } from '@preact/signals';
import type { Described } from '../shares/upload.ts';
import type { FileToSend, SealFor } from '../shares/upload-source.ts';
import type { Chat } from '../state/index.ts';
import { isSameName } from '../text/names.ts';
import { titleOf } from './chosen-files.ts';
import type { Page, Place } from './page.ts';
import { SealedSend } from './sealed-send.ts';
import { type Failed, Transfer } from './transfer.ts';
import type { Words } from './texts/words.ts';

/** `chosen`: the user is asked whether to share it. `starting`: perhaps the server is asked for the key of the one whom it is for. */
export type SendingState =
  | { readonly kind: 'chosen' | 'starting' }
  | { readonly kind: 'under-way'; readonly transfer: Transfer }
  | Failed;

/** Files on their way into a room or to one user: others are told as soon as the server has a place for them. */
export class Sending {
  readonly title: string;
  readonly state: Signal<SendingState> = signal<SendingState>({ kind: 'chosen' });
  readonly #files: readonly FileToSend[];
  readonly #page: Page;
  readonly #chat: Chat;
  readonly #words: Words;
  readonly #onGone: (sending: Sending) => void;
  /** For one user; null for a room. */
  readonly #sealed: SealedSend | null;
  #described: Described | null = null;
  #isCancelled = false;

  constructor(
    files: readonly FileToSend[],
    readonly place: Place,
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
    this.#sealed = place.kind === 'room' ? null : new SealedSend(place.name, chat.shares);
  }

  start(): void {
    this.state.value = { kind: 'starting' };
    if (this.#sealed === null) {
      this.#send(null);
    } else {
      void this.#sendSealed(this.#sealed);
    }
  }

  /** Takes it back: what others were told of and is not complete is removed. */
  cancel(): void {
    this.#isCancelled = true;
    const state = this.state.value;
    if (state.kind === 'under-way') {
      state.transfer.stop();
    }

    if (this.#described !== null) {
      void this.#chat.shares.remove(this.#described.share);
    }

    this.#onGone(this);
  }

  async #sendSealed(sealed: SealedSend): Promise<void> {
    const seal = await sealed.findKey();
    if (this.#isCancelled) {
      return;
    }

    if (typeof seal === 'string') {
      this.state.value = { kind: 'failed', code: seal, server: null };
    } else {
      this.#send(seal);
    }
  }

  #send(seal: SealFor | null): void {
    const transfer = new Transfer(
      this.#page.openWorker(),
      { kind: 'send', title: this.title, files: this.#files, seal },
      () => this.#chat.shares.askTicket(null),
      (described) => void this.#announce(described),
      (outcome) => {
        if (outcome.kind === 'failed') {
          this.state.value = outcome;
          return;
        }

        this.#page.announce(this.#words.say(seal === null ? 'shared' : 'sent', { title: this.title }));
        this.#onGone(this);
      },
    );
    if (this.state.peek().kind === 'starting') {
      this.state.value = { kind: 'under-way', transfer };
    }
  }

  async #announce(described: Described): Promise<void> {
    const { share } = described;
    const isNew = this.#described?.share !== share;
    this.#described = described;
    if (!isNew) {
      return;
    }

    if (this.#sealed !== null) {
      this.#sealed.tell(described.facts);
    } else if (described.offset === 0 || !(await this.#isAnnounced(share))) {
      // If the server had some of it, it may have been announced before the page was loaded anew.
      this.#chat.shares.announce(share, this.title, this.place.name);
    }
  }

  async #isAnnounced(share: number): Promise<boolean> {
    const list = await this.#chat.shares.list({ room: this.place.name });
    return list?.shares.some((one) => one.share.id === share && isSameName(one.user, this.#chat.me.value)) === true;
  }
}
