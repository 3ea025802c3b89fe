import { type Signal, signal } from '@preact/signals';
import type { ShareFacts } from '../shares/manifest.ts';
import type { Chat } from '../state/index.ts';
import { filesOf } from './chosen-files.ts';
import { Getting, type Shown } from './getting.ts';
import type { Chosen, Page, Place } from './page.ts';
import { Sending } from './sending.ts';
import type { Words } from './texts/words.ts';

/** What a page holds in memory at most, in bytes. */
export const MAX_SIZE = 200_000_000;

/** The longest list of files of which the server makes an archive, in bytes. */
export const MAX_ARCHIVE_LIST = 2 * 1_048_576;

/** All that is shown together. */
const MAX_SHOWN = 150_000_000;

const MOST_AT_ONCE = 3;

/** All transfers of the page. */
export class FilesModel {
  readonly sendings: Signal<readonly Sending[]> = signal<readonly Sending[]>([]);
  /** The picture that is shown over the page. */
  readonly lightbox: Signal<Getting | null> = signal<Getting | null>(null);
  /** Nothing to send was in what was dropped. */
  readonly wasEmpty: Signal<boolean> = signal(false);
  readonly #page: Page;
  readonly #chat: Chat;
  readonly #words: Words;
  readonly #gettings = new Map<string, Getting>();
  #waiting: Getting[] = [];
  #running = 0;

  constructor(page: Page, chat: Chat, words: Words) {
    this.#page = page;
    this.#chat = chat;
    this.#words = words;
  }

  getting(share: ShareFacts): Getting {
    // A server that was set up anew counts from 1 again.
    const key = `${share.id} ${share.root} ${share.key}`;
    const getting = this.#gettings.get(key) ?? new Getting(share, this.#page, this.#chat);
    this.#gettings.set(key, getting);
    return getting;
  }

  /** The share is on the screen: a picture is shown by itself. */
  look(getting: Getting): void {
    if (getting.state.peek().kind === 'idle' && getting.mayBePicture) {
      this.#queue(getting);
    }
  }

  download(getting: Getting): void {
    if (getting.share.size > MAX_SIZE) {
      getting.state.value = { kind: 'large' };
    } else if (!getting.save() && !getting.isBusy) {
      this.#queue(getting);
    }
  }

  /** Without the page, which can hold no more. */
  async loadOutside(getting: Getting): Promise<void> {
    getting.state.value = (await getting.loadOutside()) ? { kind: 'idle' } : { kind: 'failed', code: 'network', server: null };
  }

  cancel(getting: Getting): void {
    this.#waiting = this.#waiting.filter((one) => one !== getting);
    getting.cancel();
  }

  async send(chosen: readonly Chosen[], place: Place, isSure: boolean): Promise<void> {
    const files = await filesOf(chosen);
    this.wasEmpty.value = files.length === 0;
    if (files.length === 0) {
      return;
    }

    const remove = (gone: Sending): void => {
      this.sendings.value = this.sendings.value.filter((one) => one !== gone);
    };
    const sending = new Sending(files, place, this.#page, this.#chat, this.#words, remove);
    this.sendings.value = [...this.sendings.value, sending];
    if (isSure) {
      sending.start();
    }
  }

  /** The next picture that is there, or the one before; null at the end. */
  neighbour(of: Getting, by: 1 | -1): Getting | null {
    const pictures = [...this.#gettings.values()]
      .filter((one) => pictureOf(one) !== null)
      .sort((a, b) => a.share.id - b.share.id);
    return pictures[pictures.indexOf(of) + by] ?? null;
  }

  #queue(getting: Getting): void {
    getting.state.value = { kind: 'queued' };
    this.#waiting.push(getting);
    this.#next();
  }

  #next(): void {
    const getting = this.#running < MOST_AT_ONCE ? this.#waiting.shift() : undefined;
    if (getting !== undefined) {
      this.#running++;
      getting.start(() => {
        this.#running--;
        this.#makeRoom(getting);
        this.#next();
      });
    }
  }

  /** What was got first goes first; it comes back when it is looked at. */
  #makeRoom(latest: Getting): void {
    const key = [...this.#gettings].find(([, one]) => one === latest)?.[0];
    if (key !== undefined) {
      this.#gettings.delete(key);
      this.#gettings.set(key, latest);
    }

    const shown = [...this.#gettings.values()].filter((one) => one.state.peek().kind === 'shown');
    let size = shown.reduce((sum, one) => sum + (one.state.peek() as Shown).size, 0);
    for (const one of shown) {
      if (size > MAX_SHOWN && one !== latest && one !== this.lightbox.peek()) {
        size -= (one.state.peek() as Shown).size;
        one.drop();
      }
    }
  }
}

/** The picture of a share; null if it is none, or not there. */
export function pictureOf(getting: Getting): Shown | null {
  const state = getting.state.value;
  return state.kind === 'shown' && state.media.kind === 'picture' ? state : null;
}
