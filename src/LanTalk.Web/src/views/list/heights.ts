/** What a list needs to know of a row. */
export interface Sized {
  readonly key: string;
  /** Whether it may go when more is loaded, so that it is nothing to hold on to. */
  readonly isFleeting?: boolean;
}

/**
 * How high rows are, and where each begins: measured where they have been on the screen, estimated where not. So the list can draw only
 * what is seen, and the scroll bar still tells how much there is.
 */
export class Heights<R extends Sized> {
  #rows: readonly R[] = [];
  #heights = new Float64Array(0);
  /** Where each row begins, and at last where the list ends. Right up to `#rightUpTo`. */
  #tops = new Float64Array(1);
  #rightUpTo = 0;
  #indexes = new Map<string, number>();
  readonly #measured = new Map<string, number>();

  constructor(private readonly estimate: (row: R) => number) {}

  get rows(): readonly R[] {
    return this.#rows;
  }

  get total(): number {
    return this.top(this.#rows.length);
  }

  /** Takes another list of rows. Measured heights stay known by the rows' keys. */
  setRows(rows: readonly R[]): void {
    this.#rows = rows;
    this.#indexes = new Map(rows.map((row, index) => [row.key, index]));
    this.#heights = Float64Array.from(rows, (row) => this.#measured.get(row.key) ?? this.estimate(row));
    this.#tops = new Float64Array(rows.length + 1);
    this.#rightUpTo = 0;
    this.#forget();
  }

  /** Forgets what was measured, because the list has another width now. */
  forgetMeasures(): void {
    this.#measured.clear();
    this.setRows(this.#rows);
  }

  indexOf(key: string): number {
    return this.#indexes.get(key) ?? -1;
  }

  /** Says how high a row is on the screen. */
  measure(index: number, height: number): void {
    const row = this.#rows[index];
    if (row === undefined || height <= 0) {
      return;
    }

    this.#measured.set(row.key, height);
    if (this.#heights[index] !== height) {
      this.#heights[index] = height;
      this.#rightUpTo = Math.min(this.#rightUpTo, index);
    }
  }

  /** Where a row begins; of the number of rows, where the list ends. */
  top(index: number): number {
    for (let at = this.#rightUpTo; at < index; at++) {
      this.#tops[at + 1] = (this.#tops[at] ?? 0) + (this.#heights[at] ?? 0);
    }

    this.#rightUpTo = Math.max(this.#rightUpTo, index);
    return this.#tops[index] ?? 0;
  }

  /** The row at a place: the last one that begins there or above. */
  indexAt(offset: number): number {
    this.top(this.#rows.length);
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }

    return low;
  }

  /** Of rows that are gone, nothing is kept for ever. */
  #forget(): void {
    if (this.#measured.size > 4 * this.#rows.length + 1_000) {
      for (const key of this.#measured.keys()) {
        if (!this.#indexes.has(key)) {
          this.#measured.delete(key);
        }
      }
    }
  }
}
