import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf } from '../../src/views/markup/command-parts.ts';

test('what a command says to people is told from how it is called', () => {
  assert.deepEqual(partsOf('/vote 1 Paris in spring'), { head: '/vote 1', rest: 'Paris in spring' });
  assert.deepEqual(partsOf('/roll 2d6'), { head: '/roll', rest: '2d6' });
  assert.deepEqual(partsOf('/vote 12 20 euros'), { head: '/vote 12', rest: '20 euros' });
});

test('what is seen is the line, blank by blank', () => {
  const lines = ['/vote 1  Paris', '/vote  1', '/vote 1 ', '/vote', '/vote 1 2 3', '/vote '];
  assert.deepEqual(lines.map(partsOf).map(({ head, rest }) => (head === '' ? rest : `${head} ${rest}`)), lines);
});

test('a number alone is what a command says', () => {
  assert.deepEqual(partsOf('/vote 1'), { head: '/vote', rest: '1' });
});

test('a command alone is all there is to say', () => {
  assert.deepEqual(partsOf('/roll'), { head: '', rest: '/roll' });
});
