import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, hueOf } from '../../src/views/parts/hue.ts';

test('names are hashed as in the terminal', () => {
  assert.equal(hashOf('Bob'), 2_261_164_244); // FNV-1a of the UTF-16 units of "bob"
  assert.equal(hashOf(''), 2166136261);
});

test('a name has one colour, however it is written', () => {
  assert.equal(hueOf('BOB'), hueOf('bob'));
});
