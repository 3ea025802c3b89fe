import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { UserKey } from '../../src/crypto/user-key.ts';
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

test('what is written privately is sealed, and only the recipient can read it', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  const there = bob.chat.openPrivate('Carol');
  there.say('between us');
  await clock.pass(1_000);

  assert.deepEqual(bob.texts(there.items), ['Bob: between us']);
  assert.equal(there.sealing.value, 'sealed');
  const [here] = carol.chat.privates.value;
  assert.deepEqual(carol.texts(here!.items), ['Bob: between us']);
  assert.equal(here!.unread.value, 1);
  assert.ok(!JSON.stringify(server.heard).includes('between us'));
});

test('private conversations and what is unread in them outlast a reload', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  bob.chat.openPrivate('Carol').say('one');
  await clock.pass(1_000);
  carol.load();
  await clock.pass(3_000);

  const [here] = carol.chat.privates.value;
  assert.deepEqual(carol.texts(here!.items), ['Bob: one']);
  assert.equal(here!.unread.value, 1);
  carol.chat.show(here!);
  assert.equal(here!.marker.value, here!.items.value[0]!.key);
});

test('another key under a known name is shown loudly before anything is sealed for it', async () => {
  const [bob] = [await joined('Bob'), await joined('Carol')];
  const there = bob.chat.openPrivate('Carol');
  there.say('first');
  await clock.pass(1_000);
  server.users.set('Carol', { name: 'Carol', identity: new UserKey().identity, session: null });
  there.say('second');
  await clock.pass(1_000);

  assert.equal(there.sealing.value, 'changed');
  assert.deepEqual(there.items.value.map((item) => item.kind), ['message', 'key-change', 'message']);
});

test('nothing goes unsealed to a name that had a key before', async () => {
  const [bob] = [await joined('Bob'), await joined('Carol')];
  const there = bob.chat.openPrivate('Carol');
  there.say('first');
  await clock.pass(1_000);
  server.withholdsKeys = true;
  there.say('second');
  await clock.pass(1_000);

  assert.deepEqual(bob.texts(there.items), ['Bob: first', 'Bob: second (failed)']);
  assert.equal(there.sealing.value, 'withheld');
  assert.equal(server.heard.filter((line) => line.type === 'pm').length, 0);
});

test('what is written to nobody is not sent, and says so', async () => {
  const bob = await joined('Bob');
  const there = bob.chat.openPrivate('Nobody');
  there.say('hello?');
  await clock.pass(1_000);
  assert.deepEqual(bob.texts(there.items), ['Bob: hello? (failed)']);
  assert.equal(there.sealing.value, 'nobody');
});

test('a message that comes twice is shown once', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  bob.chat.openPrivate('Carol').say('once');
  await clock.pass(1_000);
  const session = server.users.get('Carol')!.session!;
  session.send(session.lastPrivate!);
  await clock.pass(10);
  assert.deepEqual(carol.texts(carol.chat.privates.value[0]!.items), ['Bob: once']);
});

test('two see the same words, and what is ignored is hidden', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  const [a, b] = await Promise.all([bob.chat.verify('Carol'), carol.chat.verify('Bob'), clock.pass(1_000)]);
  assert.ok(a.kind === 'words' && b.kind === 'words');
  assert.equal(a.words, b.words);

  carol.chat.ignore('Bob');
  bob.chat.rooms.value[0]!.say('noise');
  await clock.pass(100);
  assert.deepEqual(carol.texts(), []);
  carol.chat.unignore('bob');
  await clock.pass(100);
  assert.deepEqual(carol.texts(), ['Bob: noise']);
});

const FILES = '{"share":18,"key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}';

async function tellOfFiles(from: FakeTab, to: string): Promise<void> {
  const found = from.chat.shares.findRecipient(to);
  await clock.pass(1_000);
  const recipient = await found;
  assert.ok(recipient?.kind === 'sealed');
  from.chat.shares.tell(recipient, 'report.pdf (31 KB), sealed. Number 18.', FILES);
  await clock.pass(1_000);
}

const sharesIn = (conversation: { readonly items: FakeTab['chat']['current']['value']['items'] }): unknown[] =>
  conversation.items.value.map((item) => item.kind === 'message' && item.sealedShare);

test('files that are sealed for a user are told of where only the two can read it, and outlast a reload', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  await tellOfFiles(bob, 'Carol');
  assert.deepEqual(sharesIn(bob.chat.privates.value[0]!), [FILES]);
  assert.deepEqual(sharesIn(carol.chat.privates.value[0]!), [FILES]);
  assert.ok(!JSON.stringify(server.heard).includes('AAECAwQF'));

  carol.load();
  await clock.pass(3_000);
  assert.deepEqual(sharesIn(carol.chat.privates.value[0]!), [FILES]);
});

test('what goes with a message and was altered makes all of it one that cannot be opened', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  await tellOfFiles(bob, 'Carol');
  const session = server.users.get('Carol')!.session!;
  session.send({ ...session.lastPrivate!, sealed_share: 'AAAA' });
  session.send({ ...session.lastPrivate!, sealed_share: session.lastPrivate!.sealed });
  await clock.pass(10);
  assert.deepEqual(carol.chat.privates.value[0]!.items.value.map(({ kind }) => kind), ['message', 'not-opened', 'not-opened']);
});

test('a message with files that the server refused is sent again as the same', async () => {
  const [bob, carol] = [await joined('Bob'), await joined('Carol')];
  server.refusesPrivate = true;
  await tellOfFiles(bob, 'Carol');
  const there = bob.chat.privates.value[0]!;
  assert.deepEqual(bob.texts(there.items), ['Bob: report.pdf (31 KB), sealed. Number 18. (failed)']);
  server.refusesPrivate = false;
  there.resend(there.items.value[0]!.key);
  await clock.pass(1_000);
  assert.deepEqual(sharesIn(there), [FILES]);
  assert.deepEqual(sharesIn(carol.chat.privates.value[0]!), [FILES]);
});
