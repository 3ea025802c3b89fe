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
  const tab = browser.openTab();
  await clock.pass(0);
  server.isUp = false;
  await clock.pass(150);
  assert.equal(kindOf(tab), 'join');
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
