import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete } from '../../src/state/complete.ts';
import { readTyped } from '../../src/state/typed-line.ts';

const context = { room: 'ops', maxText: 20, serverCommands: ['topic', 'whois', 'nick', 'rooms', 'me'] };
const read = (text: string, room: string | null = 'ops') => readTyped(text, { ...context, room });
const problemOf = (text: string) => {
  const typed = read(text);
  return typed.kind === 'problem' ? typed.problem.code : typed.kind;
};

test('what is typed is said, or does what it says', () => {
  assert.deepEqual(read(' hello '), { kind: 'say', text: ' hello' });
  assert.deepEqual(read('//etc'), { kind: 'say', text: '//etc' });
  assert.deepEqual(read('/msg Carol are you'), { kind: 'private', user: 'Carol', text: 'are you' });
  assert.deepEqual(read('/j #Ops'), { kind: 'join', room: 'ops' });
  assert.deepEqual(read('/part'), { kind: 'leave', room: 'ops' });
  assert.deepEqual(read('/say /quit'), { kind: 'say', text: '//quit' });
  assert.deepEqual(read('/away'), { kind: 'command', text: '/me is away' });
  assert.deepEqual(read('/names'), { kind: 'command', text: '/users' });
  assert.deepEqual(read('/search a b'), { kind: 'search', query: 'a b' });
});

test('what may have been meant for one user is not said to all', () => {
  assert.equal(problemOf('\ufeff/pm Carol x'), 'hidden_command');
  assert.equal(problemOf('. /pm Carol x'), 'stray_command');
  assert.equal(problemOf('/pmm Carol x'), 'unknown_command');
  assert.equal(problemOf('/topic a\nb'), 'command_lines');
  assert.equal(problemOf('/pm'), 'needs_argument');
  assert.equal(problemOf('x'.repeat(21)), 'too_long');
  assert.equal(problemOf('/join a b'), 'room_name');
  assert.equal(problemOf(' \n'), 'empty');
  assert.equal(readTyped('/leave', { ...context, room: 'lobby' }).kind, 'problem');
});

test('the command that was probably meant is named', () => {
  const typed = read('/tpoic x');
  assert.ok(typed.kind === 'problem' && typed.problem.code === 'unknown_command');
  assert.equal(typed.problem.nearest, 'topic');
});

test('what one does in a private conversation is told to nobody else', () => {
  assert.deepEqual(read('/me waves', null), { kind: 'say', text: '/me waves' });
});

const source = {
  overview: {
    online: 3,
    users: ['Alice', 'Bob', 'Carol'],
    rooms: [{ name: 'ops', users: 2, topic: 'On call' }],
    commands: [{ name: 'topic', arguments: '[text]', help: 'The topic.', isOwn: false }, { name: 'quit', arguments: '', help: 'Leave.', isOwn: true }],
  },
  members: ['Carol', 'Cäsar'],
  rooms: ['lobby', 'ops'],
  me: 'Bob',
};
const offers = (text: string): string[] => complete(text, text.length, source)?.candidates.map((candidate) => candidate.insert) ?? [];

test('commands, names and rooms are completed where they may stand', () => {
  assert.deepEqual(offers('/t'), ['/topic ']);
  assert.deepEqual(offers('/q'), ['/quit']);
  assert.deepEqual(offers('c'), ['Carol: ', 'Cäsar: ']);
  assert.deepEqual(offers('hi @ca'), ['@Carol ']);
  assert.deepEqual(offers('/pm a'), ['Alice ']);
  assert.deepEqual(offers('/join #o'), ['ops']);
  assert.deepEqual(offers('hello '), []);
  assert.deepEqual(offers('b'), []);
});
