import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeBrowser } from '../fakes/browser.ts';
import { FakeClock } from '../fakes/clock.ts';
import { FakeServer } from '../fakes/server.ts';

let clock: FakeClock;
let server: FakeServer;
let browser: FakeBrowser;

beforeEach(() => {
  clock = new FakeClock();
  server = new FakeServer();
  browser = new FakeBrowser(server, clock);
});

/** Somebody was in the chat with this browser, and has closed the tab. */
async function visited(): Promise<void> {
  const tab = browser.openTab();
  await tab.join('Bob');
  tab.unload();
  await clock.pass(1_000);
}

const kindOf = (tab: { app: { stage: { value: { kind: string } } } }): string => tab.app.stage.value.kind;

test('a second tab says that the chat is open in another, and can take it with all that was in it', async () => {
  const first = browser.openTab();
  await first.join('Bob');
  first.chat.current.value.setDraft('half');
  const second = browser.openTab();
  await clock.pass(1_000);
  assert.equal(kindOf(second), 'elsewhere');
  assert.equal(kindOf(first), 'chat');

  const stage = second.app.stage.value;
  assert.ok(stage.kind === 'elsewhere');
  stage.useHere();
  await clock.pass(1_000);
  assert.equal(kindOf(first), 'elsewhere');
  assert.equal(second.chat.me.value, 'Bob');
  assert.equal(second.chat.current.value.draft.value, 'half');
  assert.equal(server.sessions.length, 1);
});

test('of two tabs that open at once, one has the chat', async () => {
  const tabs = [browser.openTab(), browser.openTab()];
  await clock.pass(1_000);
  assert.deepEqual(tabs.map(kindOf).sort(), ['elsewhere', 'join']);
});

test('the server is asked who it is while other tabs may still answer', async () => {
  await visited();
  const tab = browser.openTab();
  await clock.pass(0);
  assert.equal(kindOf(tab), 'loading');
  server.isUp = false;
  await clock.pass(150);
  assert.equal(kindOf(tab), 'join');
});

test('where nobody has been in, the way in is shown while other tabs may still answer, and nothing is sent before', async () => {
  const tab = browser.openTab();
  await clock.pass(0);
  const joining = tab.form.join('Bob', '');
  await clock.pass(149);
  assert.equal(server.openedSockets, 0);
  await clock.pass(10);
  await joining;
  assert.equal(tab.chat.me.value, 'Bob');
});

test('of two tabs that open at once and both join, one is in', async () => {
  const tabs = [browser.openTab(), browser.openTab()];
  await clock.pass(0);
  tabs.filter((tab) => kindOf(tab) === 'join').forEach((tab) => void tab.form.join('Bob', ''));
  await clock.pass(1_000);
  assert.deepEqual(tabs.map(kindOf).sort(), ['chat', 'elsewhere']);
  assert.equal(server.openedSockets, 1);
});

test('a server whose certificate has not signed its key is sent nothing, though the way in was shown', async () => {
  server.isForged = true;
  const tab = browser.openTab();
  await clock.pass(0);
  await Promise.all([tab.form.join('Bob', ''), clock.pass(1_000)]);
  assert.deepEqual(tab.app.stage.value, { kind: 'untrusted', trouble: { kind: 'invalid' } });
  assert.equal(server.openedSockets, 0);
});

test('a server whose certificate has not signed its key is named as such before anybody joins, whatever was known', async () => {
  await visited();
  server.isForged = true;
  for (const fragment of ['', '#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
    const tab = browser.openTab(fragment);
    await clock.pass(1_000);
    assert.deepEqual(tab.app.stage.value, { kind: 'untrusted', trouble: { kind: 'invalid' } });
    tab.unload();
  }
});

test('a tab that comes back after a reload waits for the other tabs before it sends anything', async () => {
  const tab = browser.openTab();
  await tab.join('Bob');
  const other = browser.openTab();
  await clock.pass(1_000);
  const stage = other.app.stage.value;
  assert.ok(stage.kind === 'elsewhere');
  stage.useHere();
  await clock.pass(1_000);
  const before = server.openedSockets;

  tab.load();
  await clock.pass(1_000);
  assert.equal(kindOf(tab), 'elsewhere');
  assert.equal(server.openedSockets, before);
});

test('a tab that slept while another took the chat finds that out when it wakes', async () => {
  const first = browser.openTab();
  await first.join('Bob');
  const asleep = browser.channels.splice(0);
  const second = browser.openTab();
  await clock.pass(1_000);
  assert.notEqual(kindOf(second), 'elsewhere');

  browser.channels.push(...asleep);
  first.look(true);
  await clock.pass(100);
  assert.equal(kindOf(first), 'elsewhere');
});
