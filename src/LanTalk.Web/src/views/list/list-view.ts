import { signal } from '@preact/signals';
import type { Conversation } from '../../state/index.ts';
import { isShown, placeAt, rangeOf, scrollTopOf, type Place } from './anchor.ts';
import { estimate } from './estimate.ts';
import { Heights } from './heights.ts';
import type { Row } from './rows.ts';

/** More is loaded when less than this is left above or below, in heights of the list. */
const loadWithin = 1.5;

/** Where the marker stands when a conversation with unread messages is opened, in heights of the list. */
const markerAt = 0.2;

/** Where each conversation was left. */
const places = new WeakMap<Conversation, Place>();

/** Draws the part of a conversation that is seen, and keeps what is read where it is, whatever comes above, below or in between. */
export class ListView {
  readonly isAtEnd = signal(true);
  /** The rows to draw; `last` is behind the last one. */
  readonly range = signal({ first: 0, last: 0 });
  readonly #heights = new Heights<Row>(estimate);
  #place: Place;
  #isFresh: boolean;
  #scroller: HTMLElement | null = null;
  #list: HTMLElement | null = null;
  #width = 0;
  /** The rows that are in the page. */
  #drawn = this.range.peek();

  constructor(private readonly conversation: Conversation) {
    const left = places.get(conversation);
    this.#place = left ?? 'end';
    // A place in the middle is kept; whoever was at the end finds the first unread message.
    this.#isFresh = this.#place === 'end';
  }

  /** Takes the rows as they are now, and chooses those to draw. */
  setRows(rows: readonly Row[]): void {
    if (this.#heights.rows === rows) {
      return;
    }

    this.#heights.setRows(rows);
    if (this.#isFresh && rows.length > 1) {
      this.#isFresh = false;
      if (this.#heights.indexOf('marker') >= 0) {
        this.#place = [{ key: 'marker', offset: this.#height * markerAt }];
      }
    }

    this.#choose();
  }

  /** Takes the elements that scroll and hold the rows. */
  attach(scroller: HTMLElement, list: HTMLElement): () => void {
    [this.#scroller, this.#list] = [scroller, list];
    this.#width = scroller.clientWidth;
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(scroller);
    observer.observe(list);
    return () => {
      observer.disconnect();
      places.set(this.conversation, this.#place);
    };
  }

  /** The rows are drawn. */
  wasDrawn(): void {
    this.#drawn = this.range.peek();
    this.#settle();
  }

  /** Measures the rows that are drawn, and puts the place where it was. */
  #settle(): void {
    const [scroller, list] = [this.#scroller, this.#list];
    if (scroller === null || list === null || this.#drawn !== this.range.peek()) {
      return; // Others are about to be drawn.
    }

    const { first, last } = this.#drawn;
    for (let index = first; index < last; index++) {
      this.#heights.measure(index, list.children[index - first]?.getBoundingClientRect().height ?? 0);
    }

    list.style.paddingTop = `${this.#heights.top(first)}px`;
    list.style.paddingBottom = `${this.#heights.total - this.#heights.top(last)}px`;
    const wanted = scrollTopOf(this.#heights, this.#place, this.#height);
    if (Math.abs(scroller.scrollTop - wanted) >= 1) {
      scroller.scrollTop = wanted;
    }

    this.#moved(this.#place === 'end' ? 'end' : this.#placeNow());
    this.#drawIfSeen();
  }

  /** The user scrolled. */
  scrolled(): void {
    this.#moved(this.#placeNow());
    this.#drawIfSeen();
  }

  /** Shows a row, some way below the upper edge. False if it is not there. */
  show(key: string): boolean {
    if (this.#heights.indexOf(key) < 0) {
      return false;
    }

    this.#goTo([{ key, offset: this.#height / 3 }]);
    return true;
  }

  showEnd(): void {
    this.#goTo('end');
  }

  get #height(): number {
    return this.#scroller?.clientHeight ?? innerHeight;
  }

  #goTo(place: Place): void {
    this.#isFresh = false;
    this.#place = place;
    this.#choose();
    this.#settle();
  }

  #placeNow(): Place {
    const scrollTop = this.#scroller?.scrollTop ?? 0;
    const now = placeAt(this.#heights, scrollTop, this.#height, this.conversation.newer.peek() === 'none');
    // A place is kept while it is where it is to be: rounding must not make it drift.
    return now !== 'end' && isShown(this.#heights, this.#place, scrollTop) ? this.#place : now;
  }

  #moved(place: Place): void {
    this.#place = place;
    this.isAtEnd.value = place === 'end';
    this.#loadMore();
  }

  /** Draws other rows when what is seen comes near the end of those that are drawn. */
  #drawIfSeen(): void {
    const scrollTop = this.#scroller?.scrollTop ?? 0;
    const { first, last } = this.range.peek();
    const slack = this.#height / 4;
    const isCovered = (first === 0 || this.#heights.top(first) <= scrollTop - slack)
      && (last === this.#heights.rows.length || this.#heights.top(last) >= scrollTop + this.#height + slack);
    if (!isCovered) {
      this.#choose();
    }
  }

  #choose(): void {
    const { first, last } = rangeOf(this.#heights, scrollTopOf(this.#heights, this.#place, this.#height), this.#height);
    if (first !== this.range.peek().first || last !== this.range.peek().last) {
      this.range.value = { first, last };
    }
  }

  #loadMore(): void {
    const near = this.#height * loadWithin;
    const scrollTop = this.#scroller?.scrollTop ?? 0;
    if (this.conversation.older.peek() === 'more' && scrollTop < near) {
      void this.conversation.loadOlder();
    }

    if (this.conversation.newer.peek() === 'more' && this.#heights.total - scrollTop - this.#height < near) {
      void this.conversation.loadNewer();
    }
  }

  #resized(): void {
    const width = this.#scroller?.clientWidth ?? 0;
    if (width !== this.#width) {
      this.#width = width;
      this.#heights.forgetMeasures();
      this.#choose();
    } else {
      this.#settle();
    }
  }
}
