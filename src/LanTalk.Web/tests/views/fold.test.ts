import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Happening } from '../../src/state/index.ts';
import { fold } from '../../src/views/list/fold.ts';

const happened = (kind: Happening['kind'], user: string, value: string | null = null): Happening => ({ kind, at: 0, user, value, text: `${user} ${kind}` });

test('those who came and those who went are summed up', () => {
  const { came, went } = fold([happened('join', 'A'), happened('leave', 'B'), happened('join', 'C')]);
  assert.deepEqual([came, went], [['A', 'C'], ['B']]);
});

test('a user who came and went was never there, and one who went and came was never away', () => {
  const { came, went } = fold([happened('join', 'A'), happened('leave', 'A'), happened('leave', 'B'), happened('join', 'B')]);
  assert.deepEqual([came, went], [[], []]);
});

test('a user who came and took another name came under that one', () => {
  const { came, renamed } = fold([happened('join', 'A'), happened('nick', 'A', 'B'), happened('nick', 'B', 'C')]);
  assert.deepEqual([came, renamed], [['C'], []]);
});

test('of several new names the first and the last count', () => {
  assert.deepEqual(fold([happened('nick', 'A', 'B'), happened('nick', 'B', 'C')]).renamed, [{ user: 'A', name: 'C' }]);
  assert.deepEqual(fold([happened('nick', 'A', 'B'), happened('nick', 'B', 'A')]).renamed, []);
});

test('a user who took another name and went is told to have gone, and no more', () => {
  const { went, renamed } = fold([happened('nick', 'A', 'B'), happened('leave', 'B')]);
  assert.deepEqual([went, renamed], [['B'], []]);
});

test('the last topic counts', () => {
  assert.deepEqual(fold([happened('topic', 'A', 'one'), happened('topic', 'B')]).topic, { user: 'B', topic: null });
  assert.equal(fold([]).topic, undefined);
});
