import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Room } from '../../src/state/index.ts';
import { FakeBrowser, type FakeTab } from '../fakes/browser.ts';
import { FakeClock } from '../fakes/clock.ts';
import { FakeServer } from '../fakes/server.ts';

let clock: FakeClock;
let server: FakeServer;

beforeEach(() => {
  clock = new FakeClock();
  server = new FakeServer();
});

const say = (count: number): void => {
  for (let i = 0; i < count; i++) {
    const { last } = server.room('lobby');
    server.say('Carol', `m${last + 1}`);
  }
};

async function joined(): Promise<{ tab: FakeTab; lobby: Room }> {
  const tab = new FakeBrowser(server, clock).openTab();
  await tab.join('Bob');
  const lobby = tab.chat.current.value;
  assert.ok(lobby.kind === 'room');
  return { tab, lobby };
}

const ids = (room: Room): (number | null)[] => room.items.value.flatMap((item) => (item.kind === 'message' ? [item.id] : []));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('what stands before the window is loaded from the server, to the beginning', async () => {
  say(180);
  const { lobby } = await joined();
  assert.deepEqual(ids(lobby), range(131, 180));
  assert.equal(lobby.older.value, 'more');

  const loading = lobby.loadOlder();
  assert.equal(lobby.older.value, 'loading');
  await Promise.all([loading, clock.pass(10)]);
  assert.deepEqual(ids(lobby), range(31, 180));
  await Promise.all([lobby.loadOlder(), clock.pass(10)]);
  assert.deepEqual(ids(lobby), range(1, 180));
  assert.equal(lobby.older.value, 'none');
});

test('a distant message is shown with what stands around it, and the way back leads to the newest', async () => {
  say(1_000);
  const { lobby } = await joined();
  const [found] = await Promise.all([lobby.jumpTo(300), clock.pass(10)]);
  assert.equal(found, true);
  assert.deepEqual(ids(lobby), range(250, 349));
  assert.equal(lobby.newer.value, 'more');

  say(1);
  await clock.pass(10);
  assert.deepEqual(ids(lobby), range(250, 349));
  assert.equal(lobby.unread.value, 1);
  await Promise.all([lobby.loadNewer(), clock.pass(10)]);
  assert.deepEqual(ids(lobby), range(250, 449));
  await Promise.all([lobby.jumpToNewest(), clock.pass(10)]);
  assert.deepEqual(ids(lobby), range(902, 1_001));
  assert.equal(lobby.newer.value, 'none');
  assert.deepEqual(await Promise.all([lobby.jumpTo(5_000), clock.pass(10)]), [false, undefined]);
});

test('the window stays within 2,000 messages, whatever comes', async () => {
  const { lobby } = await joined();
  say(5_000);
  await clock.pass(10);
  assert.ok(lobby.items.value.length <= 2_000);
  assert.equal(ids(lobby).at(-1), 5_000);
  assert.equal(lobby.older.value, 'more');
});

test('nothing is taken away where somebody reads, even if the window is full', async () => {
  const { lobby } = await joined();
  say(100);
  await clock.pass(10);
  lobby.follow(false);
  say(4_000);
  await clock.pass(10);
  assert.equal(ids(lobby)[0], 1);
  assert.equal(lobby.newer.value, 'more');
  assert.equal(lobby.unread.value, 4_100);
});

test('the marker stands above what came while nobody looked, until the user answers', async () => {
  const { tab, lobby } = await joined();
  say(2);
  await clock.pass(10);
  lobby.markRead();
  tab.look(false);
  say(3);
  await clock.pass(10);
  assert.equal(lobby.unread.value, 3);
  assert.equal(lobby.marker.value, 'm3');
  assert.equal(tab.app.titleCount.value, 3);

  tab.look(true);
  lobby.markRead();
  assert.equal(lobby.unread.value, 0);
  assert.equal(lobby.marker.value, 'm3');
  lobby.say('thanks');
  await clock.pass(10);
  assert.equal(lobby.marker.value, null);
});

test('what is unread outlasts a reload', async () => {
  const { tab, lobby } = await joined();
  say(2);
  await clock.pass(10);
  lobby.markRead();
  say(3);
  await clock.pass(3_000);
  tab.load();
  await clock.pass(3_000);
  assert.equal(tab.chat.current.value.unread.value, 3);
  assert.equal(tab.texts().length, 5);
});

test('a mention calls the user who does not look, once', async () => {
  const { tab } = await joined();
  tab.app.settings.setSound(false);
  await tab.app.settings.setNotifications(true);
  tab.look(false);
  server.say('Carol', 'hello all');
  server.say('Carol', 'bob, are you there?');
  await clock.pass(1_000);
  assert.deepEqual(tab.notified, ['Carol (lobby): bob, are you there?']);
  assert.deepEqual(tab.app.announcement.value, { serial: 1, kind: 'messages', count: 2, place: 'lobby', isPrivate: false });
});

test('joins and leaves that follow each other are one item', async () => {
  const { lobby } = await joined();
  for (const user of ['Dan', 'Eve']) {
    server.tellRoom('lobby', { type: 'system', event: 'join', user, text: `${user} joined.` });
  }

  say(1);
  server.tellRoom('lobby', { type: 'system', event: 'topic', user: 'Dan', text: 'Dan changed the topic: tea', topic: 'tea' });
  await clock.pass(10);
  assert.deepEqual(lobby.items.value.map((item) => (item.kind === 'events' ? item.count : item.kind)), [2, 'message', 1]);
  assert.equal(lobby.topic.value, 'tea');
});
