import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShown, placeAt, rangeOf, scrollTopOf } from '../../src/views/list/anchor.ts';
import { Heights } from '../../src/views/list/heights.ts';

interface Row {
  readonly key: string;
  readonly isFleeting?: boolean;
}

const rowsOf = (from: number, to: number): Row[] => Array.from({ length: to - from }, (_, index) => ({ key: `r${from + index}` }));

function heightsOf(rows: readonly Row[], estimate = 20): Heights<Row> {
  const heights = new Heights<Row>(() => estimate);
  heights.setRows(rows);
  return heights;
}

test('rows begin where those above them end', () => {
  const heights = heightsOf(rowsOf(0, 5));
  heights.measure(1, 50);
  assert.deepEqual([0, 1, 2, 3, 5].map((index) => heights.top(index)), [0, 20, 70, 90, 130]);
  assert.equal(heights.total, 130);
});

test('a row is found by where it is', () => {
  const heights = heightsOf(rowsOf(0, 5));
  assert.deepEqual([-10, 0, 19, 20, 99, 500].map((offset) => heights.indexAt(offset)), [0, 0, 0, 1, 4, 4]);
});

test('what was measured stays known when rows come above', () => {
  const heights = heightsOf(rowsOf(10, 12));
  heights.measure(0, 33);
  heights.setRows(rowsOf(8, 12));
  assert.equal(heights.top(3) - heights.top(2), 33);
});

test('the place stays where it is when older rows come above', () => {
  const heights = heightsOf(rowsOf(100, 200));
  const place = placeAt(heights, 510, 300, true);
  heights.setRows(rowsOf(0, 200));
  assert.equal(scrollTopOf(heights, place, 300), 510 + 100 * 20);
});

test('the place stays where it is when a row above turns out to be higher', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = placeAt(heights, 510, 300, true);
  heights.measure(3, 120);
  assert.equal(scrollTopOf(heights, place, 300), 610);
});

test('the place stays where it is when new rows come below', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = placeAt(heights, 510, 300, true);
  heights.setRows(rowsOf(0, 150));
  assert.equal(scrollTopOf(heights, place, 300), 510);
});

test('at the end the place follows what comes', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = placeAt(heights, 1_700, 300, true);
  assert.equal(place, 'end');
  heights.setRows(rowsOf(0, 101));
  assert.equal(scrollTopOf(heights, place, 300), 1_720);
});

test('the end of a part that is not the newest is not followed', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = placeAt(heights, 1_700, 300, false);
  heights.setRows(rowsOf(0, 200));
  assert.equal(scrollTopOf(heights, place, 300), 1_700);
});

test('a place whose row is gone is held by the next one that is left', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = placeAt(heights, 510, 300, true);
  heights.setRows(rowsOf(27, 100));
  assert.equal(scrollTopOf(heights, place, 300), 0);
  heights.setRows([...rowsOf(0, 25), ...rowsOf(27, 100)]);
  assert.equal(scrollTopOf(heights, place, 300), 510 - 2 * 20);
});

test('rows that go when more is loaded are nothing to hold on to', () => {
  const heights = heightsOf([{ key: 'top', isFleeting: true }, { key: 'day', isFleeting: true }, ...rowsOf(10, 60)]);
  const place = placeAt(heights, 0, 300, true);
  heights.setRows([{ key: 'top', isFleeting: true }, { key: 'other day', isFleeting: true }, ...rowsOf(0, 60)]);
  assert.equal(scrollTopOf(heights, place, 300), 200);
});

test('a place that the ends of the list do not let be where it is to be is not shown there', () => {
  const heights = heightsOf(rowsOf(0, 100));
  const place = [{ key: 'r1', offset: 60 }];
  assert.equal(scrollTopOf(heights, place, 300), 0);
  assert.equal(isShown(heights, place, 0), false);
  assert.equal(isShown(heights, [{ key: 'r50', offset: 60 }], 940), true);
});

test('of 100,000 rows only those on the screen and some around are drawn', () => {
  const heights = heightsOf(rowsOf(0, 100_000));
  const { first, last } = rangeOf(heights, 1_000_000, 800);
  assert.ok(first * 20 <= 1_000_000 - 400 && last * 20 >= 1_000_800 + 400);
  assert.ok(last - first < 120);
});

test('a list of nothing has no rows to draw', () => {
  assert.deepEqual(rangeOf(heightsOf([]), 0, 800), { first: 0, last: 0 });
});

test('scrolling through 100,000 rows costs little for each step', () => {
  const heights = heightsOf(rowsOf(0, 100_000));
  const began = performance.now();
  for (let scrollTop = 1_990_000; scrollTop > 1_000_000; scrollTop -= 1_000) {
    const { first, last } = rangeOf(heights, scrollTop, 800);
    for (let index = first; index < last; index++) {
      heights.measure(index, 20 + (index % 7));
    }

    scrollTopOf(heights, placeAt(heights, scrollTop, 800, true), 800);
  }

  assert.ok(performance.now() - began < 990 * 10);
});
