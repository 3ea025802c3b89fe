import type { Heights, Sized } from './heights.ts';

/** Where the reader is: at the end, where what comes is followed, or where one of these rows is so far below the upper edge. */
export type Place = 'end' | readonly Hold[];

/** A row to hold on to. */
export interface Hold {
  readonly key: string;
  /** How far below the upper edge it begins. */
  readonly offset: number;
}

/** So near to the end the reader is at the end. */
const endSlack = 8;

/** How many rows are remembered, should the first of them go. */
const holds = 40;

/** The place that a list shows when it is scrolled so far. Where more is to be loaded below, its end is a row like any other. */
export function placeAt<R extends Sized>(heights: Heights<R>, scrollTop: number, height: number, isWhole: boolean): Place {
  if (heights.rows.length === 0 || (isWhole && scrollTop + height >= heights.total - endSlack)) {
    return 'end';
  }

  const first = heights.indexAt(scrollTop);
  return heights.rows
    .slice(first, first + holds)
    .map((row, index) => ({ row, key: row.key, offset: heights.top(first + index) - scrollTop }))
    .filter(({ row }) => row.isFleeting !== true);
}

/** How far a list must be scrolled to show a place. */
export function scrollTopOf<R extends Sized>(heights: Heights<R>, place: Place, height: number): number {
  const end = Math.max(0, heights.total - height);
  return Math.min(end, Math.max(0, wantedBy(heights, place) ?? end));
}

/** Whether a list that is scrolled so far shows a place exactly where it is to be, and not only as near to it as its ends allow. */
export function isShown<R extends Sized>(heights: Heights<R>, place: Place, scrollTop: number): boolean {
  return Math.abs((wantedBy(heights, place) ?? Number.NaN) - scrollTop) < 1;
}

function wantedBy<R extends Sized>(heights: Heights<R>, place: Place): number | null {
  const hold = place === 'end' ? undefined : place.find(({ key }) => heights.indexOf(key) >= 0);
  return hold === undefined ? null : heights.top(heights.indexOf(hold.key)) - hold.offset;
}

/** The rows to draw: those that are seen, and some above and below. `last` is behind the last one. */
export function rangeOf<R extends Sized>(heights: Heights<R>, scrollTop: number, height: number): { first: number; last: number } {
  const around = Math.max(400, height * 0.75);
  const first = heights.indexAt(scrollTop - around);
  const last = Math.min(heights.rows.length, heights.indexAt(scrollTop + height + around) + 1);
  return { first: Math.min(first, last), last };
}
