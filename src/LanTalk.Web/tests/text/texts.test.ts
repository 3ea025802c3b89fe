import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentions } from '../../src/text/mentions.ts';
import { readRoomName } from '../../src/text/names.ts';
import { cleanLine, cleanLines } from '../../src/text/safe-text.ts';
import { isCommand, isHiddenCommand, saidBy, strayCommand } from '../../src/text/slash-rule.ts';

test('what must not be shown raw is replaced, and lines stay', () => {
  assert.equal(cleanLines('a\r\nb\rc\n\n'), 'a\nb\nc');
  assert.equal(cleanLines('\u001b[31m \u007f \u0085 \u202e \u2066 \ud800 😀'), '␛[31m ␡ \ufffd \ufffd \ufffd \ufffd 😀');
  assert.equal(cleanLine('a\tb\nc'), 'a b␊c');
});

test('a slash begins a command, and two say a text', () => {
  assert.equal(isCommand('/me'), true);
  assert.equal(isCommand('//etc'), false);
  assert.equal(saidBy('//etc'), '/etc');
  assert.equal(isHiddenCommand('\ufeff/pm Carol'), true);
  assert.equal(isHiddenCommand('  /pm Carol'), false);
  assert.equal(strayCommand('. /pm Carol'), 'pm');
  assert.equal(strayCommand('\\pm Carol'), 'pm');
  assert.equal(strayCommand('. /ci-hook now'), 'ci-hook');
  assert.equal(strayCommand('see /etc/hosts'), null);
});

test('a name is mentioned where it stands as a word of its own', () => {
  assert.ok(mentions('hi @bob!', 'Bob'));
  assert.ok(mentions('问Bob好', 'Bob'));
  assert.ok(mentions('Zoe\u0308?', 'Zoë'));
  assert.ok(!mentions('bobby, Bob2 and kebob', 'Bob'));
  assert.ok(!mentions('Bobe\u0301', 'Bob'));
  assert.ok(!mentions('anything', ''));
});

test('the name of a room is read as it may be typed', () => {
  assert.equal(readRoomName(' #Ops '), 'ops');
  assert.equal(readRoomName('a b'), null);
  assert.equal(readRoomName(''), null);
  assert.equal(readRoomName('x'.repeat(25)), null);
});
