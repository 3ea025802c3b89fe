import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Candidate, Completion } from '../../src/state/index.ts';
import { accept, move, offerByTab, offerWhileTyping } from '../../src/views/compose/completing.ts';
import { keyOf } from '../../src/views/compose/keys.ts';
import { Recalling } from '../../src/views/compose/recalling.ts';

const candidate = (insert: string): Candidate => ({ kind: 'user', insert, label: insert.trim(), hint: '' });
const completion = (from: number, to: number, ...inserts: string[]): Completion => ({ from, to, candidates: inserts.map(candidate) });
const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key: name, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false, keyCode: 0, ...more });

test('a name behind its sign is offered while it is typed, and Enter takes it', () => {
  assert.equal(offerWhileTyping('hi @ca', 6, completion(3, 6, '@Carol '))?.selected, 0);
});

test('a word is offered by Tab alone', () => {
  const found = completion(0, 2, 'Carol: ');
  assert.equal(offerWhileTyping('ca', 2, found), null);
  assert.equal(offerByTab('ca', 2, found)?.selected, 0);
});

test('tab moves the focus where nothing is typed', () => {
  assert.equal(offerByTab('', 0, completion(0, 0, 'Carol: ')), null);
});

test('a command that is typed in full is not offered, so that Enter sends it', () => {
  assert.equal(offerWhileTyping('/help', 5, completion(0, 5, '/help ')), null);
});

test('a command that is typed in full is sent by Enter although others begin with it', () => {
  const found = completion(0, 7, '/invite ', '/invites');
  assert.equal(offerWhileTyping('/invite', 7, found)?.selected, -1);
  assert.equal(offerWhileTyping('/invit', 6, { ...found, to: 6 })?.selected, 0);
});

test('enter does not replace the name of a room, which may be a new one', () => {
  assert.equal(offerWhileTyping('/join op', 8, completion(6, 8, 'ops '))?.selected, -1);
});

test('what is taken stands in the place of what was typed, with the caret behind it', () => {
  assert.deepEqual(accept('hi @ca there', { completion: completion(3, 6, '@Carol '), selected: 0 }), { text: 'hi @Carol there', caret: 10 });
});

test('the arrow keys go round the list', () => {
  const offer = { completion: completion(0, 1, 'a', 'b'), selected: -1 };
  assert.deepEqual([move(offer, 1).selected, move(offer, -1).selected, move({ ...offer, selected: 1 }, 1).selected], [0, 1, 0]);
});

test('enter sends, but not with Shift, within a block of code, or while an input method has it', () => {
  assert.equal(keyOf(key('Enter'), 'hi', 2), 'enter');
  assert.equal(keyOf(key('Enter', { shiftKey: true }), 'hi', 2), null);
  assert.equal(keyOf(key('Enter', { isComposing: true }), 'hi', 2), null);
  assert.equal(keyOf(key('Enter', { keyCode: 229 }), 'hi', 2), null);
  assert.equal(keyOf(key('Enter'), '```\ncode', 8), null);
  assert.equal(keyOf(key('Enter'), '```\ncode\n```', 12), 'enter');
});

test('the arrow keys call back what was said, and leave alone what is being written', () => {
  const recalling = new Recalling();
  assert.equal(recalling.step('draft', ['b', 'a'], 1), null);
  assert.equal(recalling.step('', ['b', 'a'], 1), 'b');
  assert.equal(recalling.step('b', ['b', 'a'], 1), 'a');
  assert.equal(recalling.step('a', ['b', 'a'], 1), null);
  assert.equal(recalling.step('a', ['b', 'a'], -1), 'b');
  assert.equal(recalling.step('b', ['b', 'a'], -1), '');
  assert.equal(recalling.step('', ['b', 'a'], -1), null);
});
