import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeBrowser, type FakeTab } from '../fakes/browser.ts';
import { FakeClock } from '../fakes/clock.ts';
import { FakeServer } from '../fakes/server.ts';

let clock: FakeClock;
let server: FakeServer;

beforeEach(() => {
  clock = new FakeClock();
  server = new FakeServer();
});

async function joined(name: string): Promise<FakeTab> {
  const tab = new FakeBrowser(server, clock).openTab();
  await tab.join(name);
  return tab;
}

test('what is said is shown as sent once the server has posted it', async () => {
  const bob = await joined('Bob');
  bob.chat.current.value.say('hello');
  await clock.pass(10);
  assert.deepEqual(bob.texts(), ['Bob: hello']);
  assert.equal(bob.chat.connection.value.kind, 'online');
});

test('a WebSocket that is closed before it opens is tried again while the server answers', async () => {
  server.refusedSockets = 2;
  const bob = await joined('Bob');
  assert.equal(bob.chat.connection.value.kind, 'online');
  assert.equal(server.openedSockets, 3);
});

test('a WebSocket that never opens although the server answers is said to be held up on the way', async () => {
  server.refusedSockets = Infinity;
  const bob = await joined('Bob');
  assert.equal(bob.form.problem.value?.code, 'no_websocket');
  assert.equal(server.openedSockets, 3);
});

test('what is said while the server is away is kept, and posted once', async () => {
  const bob = await joined('Bob');
  server.kill();
  await clock.pass(100);
  bob.chat.current.value.say('one');
  bob.chat.current.value.say('two');
  await clock.pass(5_000);
  assert.deepEqual(bob.texts(), ['Bob: one (queued)', 'Bob: two (queued)']);
  assert.equal(bob.chat.connection.value.kind, 'waiting');

  server.isUp = true;
  await clock.pass(30_000);
  assert.deepEqual(bob.texts(), ['Bob: one', 'Bob: two']);
  assert.equal(server.room('lobby').last, 2);
});

test('what was posted without an answer is not posted again', async () => {
  const bob = await joined('Bob');
  const [session] = server.sessions;
  session!.send = () => undefined; // the answer is lost
  bob.chat.current.value.say('hello');
  await clock.pass(10);
  assert.equal(server.room('lobby').last, 1);
  assert.deepEqual(bob.texts(), ['Bob: hello (sending)']);

  session!.socket.drop();
  await clock.pass(5_000);
  assert.equal(server.room('lobby').last, 1);
  assert.deepEqual(bob.texts(), ['Bob: hello']);
});

test('what was missed comes in order, and nothing twice', async () => {
  const bob = await joined('Bob');
  await bob.chat.joinRoom('ops');
  server.say('Carol', 'a');
  server.say('Carol', 'x', 'ops');
  await clock.pass(10);
  server.kill();
  server.say('Carol', 'b');
  server.say('Carol', 'y', 'ops');
  server.isUp = true;
  await clock.pass(5_000);
  server.say('Carol', 'c');
  await clock.pass(10);

  const [lobby, ops] = bob.chat.rooms.value;
  assert.deepEqual(bob.texts(lobby!.items), ['Carol: a', 'Carol: b', 'Carol: c']);
  assert.deepEqual(bob.texts(ops!.items), ['Carol: x', 'Carol: y']);
});

test('messages that are not kept any more, and a room with another history, are told', async () => {
  const bob = await joined('Bob');
  for (let i = 0; i < 5; i++) {
    server.say('Carol', `a${i}`);
  }

  await clock.pass(10);
  server.kill();
  for (let i = 5; i < 10; i++) {
    server.say('Carol', `a${i}`);
  }

  server.room('lobby').forgotten = 8;
  server.isUp = true;
  await clock.pass(5_000);
  const gaps = () => bob.chat.current.value.items.value.filter((item) => item.kind === 'gap').map(({ what, count }) => ({ what, count }));
  assert.deepEqual(gaps(), [{ what: 'missing', count: 3 }]);
  assert.deepEqual(bob.texts().slice(-2), ['Carol: a8', 'Carol: a9']);

  server.kill();
  server.room('lobby').forgotten = 0;
  server.room('lobby').replace('e2');
  server.say('Carol', 'anew');
  server.isUp = true;
  await clock.pass(5_000);
  assert.deepEqual(gaps(), [{ what: 'replaced', count: 0 }]);
  assert.deepEqual(bob.texts(), ['Carol: anew']);
});

test('what the server refuses is not sent, and can be edited or said again', async () => {
  const bob = await joined('Bob');
  const lobby = bob.chat.current.value;
  lobby.say('a forbidden word');
  await clock.pass(10);
  assert.deepEqual(bob.texts(), ['Bob: a forbidden word (failed)']);
  const [item] = lobby.items.value;
  assert.deepEqual(item?.kind === 'message' && item.delivery, { state: 'failed', reason: { code: 'refused', server: 'You may not say that.' } });

  lobby.edit(item!.key);
  await clock.pass(10);
  assert.deepEqual(bob.texts(), []);
  assert.equal(lobby.draft.value, 'a forbidden word');
});

test('a connection that is dead is noticed within 5 s of waking', async () => {
  const bob = await joined('Bob');
  server.sessions[0]!.socket.isDead = true;
  clock.sleep(600_000);
  bob.look(true);
  await clock.pass(3_900);
  assert.notEqual(bob.chat.connection.value.kind, 'online');
  await clock.pass(1_100);
  assert.equal(bob.chat.connection.value.kind, 'online');
  assert.equal(server.heard.filter((line) => 'username' in line).length, 2);
});

test('a silent connection is asked for a sign of life, and kept', async () => {
  const bob = await joined('Bob');
  await clock.pass(120_000);
  assert.equal(bob.chat.connection.value.kind, 'online');
  assert.ok(server.heard.filter((line) => line.type === 'ping').length >= 10);
  assert.equal(server.heard.filter((line) => 'username' in line).length, 1);
});

test('after a reload the tab is in again, with its rooms, drafts and unsent texts', async () => {
  const bob = await joined('Bob');
  await bob.chat.joinRoom('ops');
  server.say('Carol', 'hello', 'ops');
  await clock.pass(3_000);
  bob.chat.current.value.setDraft('half a sen');
  server.kill();
  await clock.pass(100);
  bob.chat.rooms.value[0]!.say('offline');
  await clock.pass(1_000);
  server.isUp = true;
  bob.load();
  await clock.pass(5_000);

  const [lobby, ops] = bob.chat.rooms.value;
  assert.equal(ops!.name.value, 'ops');
  assert.equal(ops!.draft.value, 'half a sen');
  assert.deepEqual(bob.texts(ops!.items), ['Carol: hello']);
  assert.deepEqual(bob.texts(lobby!.items), ['Bob: offline']);
});

test('what the rate limit holds back goes out in time, and nothing is sent above it', async () => {
  server.rateLimit = '3/2s';
  const bob = await joined('Bob');
  for (let i = 0; i < 7; i++) {
    bob.chat.current.value.say(`m${i}`);
  }

  const said = () => server.heard.filter((line) => line.type === 'message').length;
  await clock.pass(1_900);
  assert.equal(said(), 3);
  await clock.pass(2_000);
  assert.equal(said(), 6);
  await clock.pass(2_000);
  assert.equal(said(), 7);
});

test('a name that somebody else has taken meanwhile leads back to the form', async () => {
  const bob = await joined('Bob');
  server.kill();
  server.isUp = true;
  server.refusal = 'key';
  await clock.pass(5_000);
  assert.equal(bob.form.problem.value?.code, 'key');
});

test('a command is sent once, and its answer stands with it', async () => {
  const bob = await joined('Bob');
  bob.chat.current.value.say('/topic on call');
  await clock.pass(10);
  const [notice] = bob.chat.current.value.items.value.filter((item) => item.kind === 'notice');
  assert.deepEqual([notice?.command, notice?.text], ['/topic on call', 'done: /topic on call']);
  assert.deepEqual(bob.texts(), []);
});
