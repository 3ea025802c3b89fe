import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Item, MessageItem } from '../../src/state/index.ts';
import { RowMaker, type Row } from '../../src/views/list/rows.ts';

const day = (at: number): number => Math.floor(at / 86_400_000);

function message(key: string, author: string, at: number, more: Partial<MessageItem> = {}): MessageItem {
  return {
    kind: 'message', key, id: 1, author, text: key, at, isAction: false, isOwn: false, isMention: false, isOperator: false, isBot: false, isSealed: null,
    delivery: { state: 'sent' }, ...more,
  };
}

function shape(rows: readonly Row[]): string[] {
  return rows.map((row) => (row.kind === 'item' ? `${row.key}${row.isFirst ? '+' : ''}` : row.kind));
}

const make = (items: readonly Item[], marker: string | null = null): string[] => shape(new RowMaker().make(items, marker, 'none', day));

test('what one author says in a row names the author once', () => {
  assert.deepEqual(make([message('a', 'Bob', 0), message('b', 'Bob', 1_000), message('c', 'Carol', 2_000)]), ['top', 'day', 'a+', 'b', 'c+']);
});

test('after a silence the author is named again', () => {
  assert.deepEqual(make([message('a', 'Bob', 0), message('b', 'Bob', 6 * 60_000)]), ['top', 'day', 'a+', 'b+']);
});

test('an action, an event and the marker end a group', () => {
  const events: Item = { kind: 'events', key: 'e', at: 2, count: 1, happenings: [] };
  assert.deepEqual(
    make([message('a', 'Bob', 0), message('b', 'Bob', 1, { isAction: true }), message('c', 'Bob', 2), events, message('d', 'Bob', 3), message('f', 'Bob', 4)], 'f'),
    ['top', 'day', 'a+', 'b+', 'c+', 'e+', 'd+', 'marker', 'f+'],
  );
});

test('who writes under the name of the operator is not grouped with the operator', () => {
  assert.deepEqual(make([message('a', 'Alice', 0, { isOperator: true }), message('b', 'Alice', 1)]), ['top', 'day', 'a+', 'b+']);
});

test('each day has its line, also where two follow each other in one group', () => {
  assert.deepEqual(make([message('a', 'Bob', 86_399_000), message('b', 'Bob', 86_401_000)]), ['top', 'day', 'a+', 'day', 'b+']);
});

test('the marker stands below the line of its day', () => {
  assert.deepEqual(make([message('a', 'Bob', 0)], 'a'), ['top', 'day', 'marker', 'a+']);
});

test('a row that did not change is the same object, so that it is not drawn again', () => {
  const maker = new RowMaker();
  const items = [message('a', 'Bob', 0), message('b', 'Bob', 1)];
  const before = maker.make(items, null, 'more', day);
  const after = maker.make([...items, message('c', 'Carol', 2)], null, 'more', day);
  assert.deepEqual(before.map((row, index) => row === after[index]), [true, true, true, true]);
});

test('keys are unique where a day comes twice because a clock was set back', () => {
  const rows = new RowMaker().make([message('a', 'B', 0), message('b', 'B', 86_400_000), message('c', 'B', 1)], null, 'none', day);
  assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
});
