import { type Signal, signal } from '@preact/signals';
import type { Clock, Timer } from '../time/clock.ts';
import type { Announcement } from './announcement.ts';

/** What comes within this time is told as one. */
const MOMENT = 800;

interface News {
  readonly author: string;
  readonly text: string;
  readonly place: string;
  readonly isPrivate: boolean;
  readonly mention: boolean;
}

type Fact = Announcement extends infer A ? (A extends { readonly serial: number } ? Omit<A, 'serial'> : never) : never;

/** Tells screen readers what is new: each once, and many at once as one. */
export class Announcer {
  readonly latest: Signal<Announcement | null> = signal<Announcement | null>(null);
  readonly #clock: Clock;
  #serial = 0;
  #news: News[] = [];
  #timer: Timer | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  message(news: News): void {
    this.#news.push(news);
    this.#timer ??= this.#clock.after(MOMENT, () => this.#flush());
  }

  tell(fact: Fact): void {
    this.latest.value = { ...fact, serial: ++this.#serial };
  }

  #flush(): void {
    this.#timer = null;
    const news = this.#news.splice(0);
    const [first] = news;
    if (first === undefined) {
      return;
    }

    if (news.length === 1) {
      const { author, text, mention } = first;
      this.tell({ kind: 'message', author, text, mention, room: first.isPrivate ? null : first.place });
      return;
    }

    const isOnePlace = news.every((one) => one.place === first.place && one.isPrivate === first.isPrivate);
    this.tell({ kind: 'messages', count: news.length, place: isOnePlace ? first.place : null, isPrivate: isOnePlace && first.isPrivate });
  }
}
