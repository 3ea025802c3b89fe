import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeBrowser, type FakeTab } from '../fakes/browser.ts';
import { FakeClock } from '../fakes/clock.ts';
import { FakeServer } from '../fakes/server.ts';

const command = (name: string, bot: string) => ({ name, arguments: '', help: 'Help.', bot });

let clock: FakeClock;
let server: FakeServer;

beforeEach(() => {
  clock = new FakeClock();
  server = new FakeServer();
  server.botCommands = [command('vote', 'poll'), command('roll', 'dice')];
});

async function joined(): Promise<FakeTab> {
  const tab = new FakeBrowser(server, clock).openTab();
  await tab.join('Bob');
  await clock.pass(10);
  return tab;
}

test('a line is a command of the bot that has it, and of no other', async () => {
  const { chat } = await joined();
  assert.equal(chat.isCommandOf('poll', '/vote 1 Paris'), true);
  assert.equal(chat.isCommandOf('poll', '/vote'), true);
  assert.equal(chat.isCommandOf('dice', '/vote 1 Paris'), false);
  assert.equal(chat.isCommandOf('Poll', '/vote 1 Paris'), false);
  assert.equal(chat.isCommandOf('poll', '/roll 2d6'), false);
});

test('no bot can offer a command of the server', async () => {
  const { chat } = await joined();
  assert.equal(chat.isCommandOf('poll', '/topic Mine'), false);
  assert.equal(chat.isCommandOf('undefined', '/topic Mine'), false);
});

test('no bot can offer what the page carries out itself, or calls by another name', async () => {
  const words = ['set', 'w', 'exit', 'verify', 'say', 'list'];
  server.botCommands = words.map((name) => command(name, 'poll'));
  const { chat } = await joined();
  assert.deepEqual(words.filter((name) => chat.isCommandOf('poll', `/${name} Carol`)), []);
});

test('only a line that begins with its command, as it is in the list, is one', async () => {
  const { chat } = await joined();
  const lines = [' /vote 1', '//vote 1', '/Vote 1', '/voter 1', '/ vote 1', 'x /vote 1', '\u200b/vote 1', '/vote-1', '/', ''];
  assert.deepEqual(lines.filter((line) => chat.isCommandOf('poll', line)), []);
});

test('a tapped line is sent to the room where it stands, and the draft stays', async () => {
  const { chat } = await joined();
  await chat.joinRoom('ops');
  chat.current.value.setDraft('half a sent');
  const outcome = chat.current.value.run('/vote 1 Paris');
  await clock.pass(10);
  assert.equal(outcome.kind, 'asked');
  assert.equal(chat.current.value.draft.value, 'half a sent');
  const { text, room } = server.heard.at(-1)!;
  assert.deepEqual({ text, room }, { text: '/vote 1 Paris', room: 'ops' });
  const notices = chat.current.value.items.value.flatMap((item) => (item.kind === 'notice' ? [[item.command, item.text]] : []));
  assert.deepEqual(notices, [['/vote 1 Paris', 'done: /vote 1 Paris']]);
});

test('after a reload, what a bot said before is known as said by a bot, and its commands are known', async () => {
  const tab = await joined();
  server.sayAsBot('poll', 'Where?\n/vote 1 Paris');
  server.say('Carol', '/vote 1 Paris');
  await clock.pass(10);
  tab.load();
  await tab.started();
  await clock.pass(100);
  const said = tab.chat.current.value.items.value.flatMap((item) => (item.kind === 'message' ? [[item.author, item.isBot]] : []));
  assert.deepEqual(said, [['poll', true], ['Carol', false]]);
  assert.equal(tab.chat.isCommandOf('poll', '/vote 1 Paris'), true);
});

test('a command that is gone is a command no longer', async () => {
  const { chat } = await joined();
  server.changeBotCommands(command('roll', 'dice'));
  await clock.pass(10);
  assert.equal(chat.isCommandOf('poll', '/vote 1 Paris'), false);
  assert.equal(chat.isCommandOf('dice', '/roll'), true);
});
