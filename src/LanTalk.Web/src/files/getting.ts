import { type Signal, signal } from '@preact/signals';
import type { Media } from '../shares/media.ts';
import type { ShareFacts } from '../shares/manifest.ts';
import { cleanName } from '../shares/safe-names.ts';
import type { Chat } from '../state/index.ts';
import type { Page } from './page.ts';
import { Receivers } from './receivers.ts';
import { makeThumbnail } from './thumbnail.ts';
import { type Failed, Transfer } from './transfer.ts';

/** A content that is kept, because the page shows it. `thumbnail`: of a picture. */
export interface Shown {
  readonly kind: 'shown';
  readonly media: Media;
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly thumbnail: ImageBitmap | null;
}

export type GettingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'under-way'; readonly transfer: Transfer }
  | { readonly kind: 'saved' }
  /** More than a page holds. */
  | { readonly kind: 'large' }
  | Shown
  | Failed;

const IDLE: GettingState = { kind: 'idle' };

/** Pictures up to this are shown by themselves, in bytes. */
const MAX_PICTURE = 10_000_000;

/** A name tells only whether it is worth a look: the bytes decide what is shown. */
const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp|avif)$/i;

/** A browser may still read from the address when the click is over. */
const KEEP_FOR_SAVING = 60_000;

/** A share as the page gets it. */
export class Getting {
  readonly share: ShareFacts;
  readonly state: Signal<GettingState> = signal<GettingState>(IDLE);
  /** Whether it is worth a look, and a place is kept for it, so that nothing moves when it is there. False once it is known better. */
  mayBePicture: boolean;
  readonly receivers: Receivers;
  readonly #page: Page;
  readonly #chat: Chat;
  #isToSave = false;
  /** Called once, when it is not got any more, however that came. */
  #onEnd: (() => void) | null = null;

  constructor(share: ShareFacts, page: Page, chat: Chat) {
    this.share = share;
    this.mayBePicture = share.count === 1 && share.size - share.manifestSize <= MAX_PICTURE && PICTURE_NAME.test(share.title);
    this.receivers = new Receivers(share.id, chat.shares, () => performance.now());
    this.#page = page;
    this.#chat = chat;
  }

  /** Whether it takes part in the queue, or is being got. */
  get isBusy(): boolean {
    const { kind } = this.state.value;
    return kind === 'queued' || kind === 'under-way';
  }

  /** Whether it is only got to be shown: that happens quietly, in the place that is kept. */
  get isQuiet(): boolean {
    return this.isBusy && this.mayBePicture;
  }

  /** Saves it where the browser saves files, once it is there. */
  save(): boolean {
    const state = this.state.value;
    if (state.kind === 'shown') {
      click(state.url, state.name);
      return true;
    }

    this.#isToSave = true;
    return false;
  }

  start(onEnd: () => void): void {
    this.#onEnd = onEnd;
    const transfer = new Transfer(
      this.#page.openWorker(),
      { kind: 'get', share: this.share },
      () => this.#chat.shares.askTicket(this.share.id),
      () => undefined,
      (outcome) => {
        if (outcome.kind === 'got') {
          void this.#arrived(outcome.arrived);
        } else {
          this.#end(outcome.kind === 'failed' ? outcome : IDLE);
        }
      },
    );
    if (this.state.value.kind === 'queued') {
      this.state.value = { kind: 'under-way', transfer };
    }
  }

  /** Has the browser itself load the only file of it, or an archive of all, without the page. False if the server gives no ticket for it. */
  async loadOutside(): Promise<boolean> {
    const ticket = await this.#chat.shares.askDownload(this.share.id);
    if (ticket !== null) {
      const { title, count } = this.share;
      const name = cleanName(count === 1 ? title : `${title}.zip`, true);
      click(`/files/${this.share.id}/download/${ticket}/${encodeURIComponent(name)}`, name);
    }

    return ticket !== null;
  }

  cancel(): void {
    const state = this.state.value;
    if (state.kind === 'under-way') {
      state.transfer.stop();
    }

    this.#end(IDLE);
  }

  /** Gives its memory back. */
  drop(): void {
    const state = this.state.value;
    if (state.kind === 'shown') {
      URL.revokeObjectURL(state.url);
      state.thumbnail?.close();
      this.state.value = IDLE;
    }
  }

  async #arrived({ name, content, media }: { readonly name: string; readonly content: Blob; readonly media: Media | null }): Promise<void> {
    const url = URL.createObjectURL(content);
    if (this.#isToSave) {
      click(url, name);
    }

    const thumbnail = media?.kind === 'picture' ? await makeThumbnail(content) : null;
    // A picture that the browser cannot draw is a file like any other. Meanwhile, the user may have lost patience.
    const isShown = media !== null && (media.kind !== 'picture' || thumbnail !== null) && this.state.peek().kind === 'under-way';
    if (isShown) {
      this.#end({ kind: 'shown', media, name, url, size: content.size, thumbnail });
    } else {
      thumbnail?.close();
      setTimeout(() => URL.revokeObjectURL(url), KEEP_FOR_SAVING);
      this.#end(this.#isToSave ? { kind: 'saved' } : IDLE);
    }
  }

  #end(state: GettingState): void {
    const onEnd = this.#onEnd;
    [this.#onEnd, this.#isToSave] = [null, false];
    this.mayBePicture = state.kind === 'shown' && state.media.kind === 'picture';
    this.state.value = state;
    onEnd?.();
  }
}

function click(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
