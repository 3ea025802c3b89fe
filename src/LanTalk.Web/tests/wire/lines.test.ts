import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '../../src/bytes/bytes.ts';
import { LineReader, readLine } from '../../src/wire/lines.ts';

test('lines are cut wherever messages begin and end, also within a character', () => {
  const bytes = utf8('{"é":1}\n{"b":2}\n');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = new LineReader();
    assert.deepEqual([...reader.take(bytes.subarray(0, cut))!, ...reader.take(bytes.subarray(cut))!], ['{"é":1}', '{"b":2}']);
  }
});

test('a line that never ends is given up', () => {
  const reader = new LineReader();
  const part = new Uint8Array(65_519).fill(97);
  const results = Array.from({ length: 17 }, () => reader.take(part));
  assert.equal(results.at(-1), null);
  assert.deepEqual(results[0], []);
});

test('what is no message of the wire is not read', () => {
  const bad = [
    '', 'x', '1', 'null', '[]', '{}', '{"type":1}', '{"type":"none"}', '{"type":"constructor"}', '{"type":"pong"}',
    '{"type":"message","ts":"14:22","user":"Bob"}',
    '{"type":"message","ts":"14:22","user":"Bob","text":7}',
    '{"type":"message","ts":"14:22","user":"Bob","text":"x","id":"7"}',
    '{"type":"message","ts":"14:22","user":"Bob","text":"x","id":1.5}',
    '{"type":"overview","ts":"14:22","online":1,"users":[1],"commands":[]}',
    '{"type":"overview","ts":"14:22","online":1,"users":[],"commands":[{}]}',
  ];
  bad.forEach((line) => assert.equal(readLine(line), null, line));
  assert.notEqual(readLine('{"type":"pong","ts":"14:22","new":[{}]}'), null);
});

test('what others wrote is made fit to be shown, wherever it stands in a message', () => {
  const message = readLine('{"type":"message","ts":"14:22","user":"Bob\\u202e","text":"a\\u001b\\r\\nb\\n"}');
  assert.ok(message?.type === 'message');
  assert.deepEqual([message.user, message.text], ['Bob\ufffd', 'a␛\nb']);
  const members = readLine('{"type":"members","ts":"14:22","count":1,"from":0,"users":["Car\\nol"]}');
  assert.ok(members?.type === 'members');
  assert.deepEqual(members.users, ['Car␊ol']);
});
