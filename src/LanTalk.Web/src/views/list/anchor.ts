import type { Heights, Sized } from './heights.ts';

/** Where the reader is: at the end, where what comes is followed, or at a row, so far below the upper edge. */
export type Place = 'end' | { readonly key: string; readonly offset: number; readonly others: readonly string[] };

/** So near to the end the reader is at the end. */
const endSlack = 8;

/** How many rows below the first are remembered, should that one go. */
const spares = 40;

/** The place that a list shows when it is scrolled so far. Where more is to be loaded below, its end is a row like any other. */
export function placeAt<R extends Sized>(heights: Heights<R>, scrollTop: number, height: number, isWhole: boolean): Place {
  if (heights.rows.length === 0 || (isWhole && scrollTop + height >= heights.total - endSlack)) {
    return 'end';
  }

  // The top row changes as more is loaded above it: what is read stands below it.
  const index = Math.max(heights.indexAt(scrollTop), Math.min(1, heights.rows.length - 1));
  const key = heights.rows[index]?.key ?? '';
  return { key, offset: heights.top(index) - scrollTop, others: heights.rows.slice(index + 1, index + spares).map((row) => row.key) };
}

/** How far a list must be scrolled to show a place. */
export function scrollTopOf<R extends Sized>(heights: Heights<R>, place: Place, height: number): number {
  const end = Math.max(0, heights.total - height);
  if (place === 'end') {
    return end;
  }

  const key = [place.key, ...place.others].find((candidate) => heights.indexOf(candidate) >= 0);
  return key === undefined ? end : Math.min(end, Math.max(0, heights.top(heights.indexOf(key)) - place.offset));
}

/** The rows to draw: those that are seen, and some above and below. `last` is behind the last one. */
export function rangeOf<R extends Sized>(heights: Heights<R>, scrollTop: number, height: number): { first: number; last: number } {
  const around = Math.max(400, height * 0.75);
  const first = heights.indexAt(scrollTop - around);
  const last = Math.min(heights.rows.length, heights.indexAt(scrollTop + height + around) + 1);
  return { first: Math.min(first, last), last };
}
