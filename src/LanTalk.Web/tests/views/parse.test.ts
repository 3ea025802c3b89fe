import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Names } from '../../src/views/markup/mentions.ts';
import { parse, type Piece } from '../../src/views/markup/parse.ts';

const names: Names = { me: 'Bob', has: (name) => ['carol', '小明', 'bob'].includes(name.toLowerCase()) };

const read = (text: string): Piece[] => parse(text, names, () => false);
const kinds = (text: string): string[] => read(text).map((piece) => `${piece.kind}:${piece.text}`);
const links = (text: string): string[] => read(text).filter((piece) => piece.kind === 'link').map((piece) => piece.text);

test('a text without signs is one piece', () => {
  assert.deepEqual(kinds('hello\nthere'), ['text:hello\nthere']);
});

test('markup is text', () => {
  const markup = '<img src=x onerror=alert(1)><b>bold</b>&amp;';
  assert.deepEqual(kinds(markup), [`text:${markup}`]);
});

test('only http and https become links', () => {
  assert.deepEqual(links('javascript:alert(1) data:text/html,x ftp://a.b file:///etc vbscript:x'), []);
  assert.deepEqual(links('see http://a.example/x and HTTPS://B.example'), ['http://a.example/x', 'HTTPS://B.example']);
});

test('a link ends before the sentence that it stands in', () => {
  assert.deepEqual(links('(see https://a.example/x_(y)).'), ['https://a.example/x_(y)']);
  assert.deepEqual(links('https://a.example/x, https://b.example/?q=1!'), ['https://a.example/x', 'https://b.example/?q=1']);
  assert.deepEqual(links('看https://a.example/路径。好'), ['https://a.example/路径']);
});

test('a link does not begin within a word', () => {
  assert.deepEqual(links('xhttps://a.example'), []);
});

test('a link with a name or password in it stays text, because it only serves to deceive', () => {
  assert.deepEqual(links('https://bank.example@evil.example/ http://a:b@c.example'), []);
});

test('a link shows the host that is asked for where it was written in other letters', () => {
  const host = (text: string): unknown => read(text).map((piece) => (piece.kind === 'link' ? piece.host : undefined)).at(0);
  assert.equal(host('https://example.com/x'), null);
  assert.equal(host('https://exаmple.com/'), 'xn--exmple-4nf.com');
});

test('invisible characters end a link', () => {
  assert.deepEqual(links('https://a.example/\u202egpj.exe'), ['https://a.example/']);
});

test('code between backticks is code, and nothing in it is a link or a name', () => {
  assert.deepEqual(kinds('run `rm @Carol https://a.example` now'), ['text:run ', 'code:rm @Carol https://a.example', 'text: now']);
  assert.deepEqual(kinds('``a ` b``'), ['code:a ` b']);
});

test('a backtick without another one on its line is a backtick', () => {
  assert.deepEqual(kinds('it`s\nnot`'), ['text:it`s\nnot`']);
});

test('lines between three backticks are a block', () => {
  assert.deepEqual(kinds('before\n```js\nlet a = `1`;\n\nlet b;\n```\nafter'), ['text:before', 'block:let a = `1`;\n\nlet b;', 'text:after']);
});

test('a block that does not end is text', () => {
  assert.deepEqual(kinds('```js\nlet a;'), ['text:```js\nlet a;']);
});

test('the own name is a mention with and without its sign, and others only with it', () => {
  const mentions = (text: string): string[] =>
    read(text).filter((piece): piece is Extract<Piece, { kind: 'mention' }> => piece.kind === 'mention').map(({ me, text: said }) => `${said}${me ? '!' : ''}`);
  assert.deepEqual(mentions('bob, @Bob and @Carol saw Carol'), ['bob!', '@Bob!', '@Carol']);
  assert.deepEqual(mentions('Bobby kebob @Carolina @nobody'), []);
  assert.deepEqual(mentions('@小明你好'), ['@小明']);
  assert.deepEqual(mentions('看Bob吧'), ['Bob!']);
  assert.deepEqual(mentions('Bob\u0301'), []);
});

test('a whole line that is a command is a piece of its own, and what stands around it is read as ever', () => {
  const pieces = parse('Where, @Carol?\n/vote 1 `Paris`\n/vote 2 https://a.example\nsee https://a.example', names, (line) => line.startsWith('/vote'));
  assert.deepEqual(pieces.map((piece) => `${piece.kind}:${piece.text}`), [
    'text:Where, ', 'mention:@Carol', 'text:?', 'command:/vote 1 `Paris`', 'command:/vote 2 https://a.example', 'text:see ', 'link:https://a.example',
  ]);
});

test('a command in a block of code is code', () => {
  assert.deepEqual(parse('```\n/vote 1\n```', names, (line) => line.startsWith('/')).map((piece) => piece.kind), ['block']);
});

test('no line is a command where nobody says which are', () => {
  assert.deepEqual(kinds('/vote 1'), ['text:/vote 1']);
});

test('hostile texts are read in time that grows with their length alone', () => {
  // The processor's time: a busy machine does not count.
  const began = process.cpuUsage();
  for (const unit of ['`', '``` \n', '@', '(', 'http://a', ')', 'Bob', '`a``b```c', '\n```\n', 'https://a.example/)']) {
    parse(`http://a.example/${unit.repeat(20_000)}`, names, () => false);
  }

  assert.ok(process.cpuUsage(began).user < 3_000_000);
});

test('what is read is what was written', () => {
  const text = 'a `b` https://c.example/d @Carol\n```\nblock\n```\nBob.';
  assert.equal(read(text).map((piece) => piece.text).join(''), 'a b https://c.example/d @CarolblockBob.');
});
