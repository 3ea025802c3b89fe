import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../fakes/clock.ts';
import { MemoryStore } from '../../src/storage/store.ts';
import { publicFragment, readFragment } from '../../src/trust/invitation-link.ts';
import { KnownUsers } from '../../src/trust/known-users.ts';
import { ServerPin } from '../../src/trust/pin.ts';

const PRINT = 'gazXYhQPppKhQoItL75NxvVLyqUB9oqzflru0Lr-TZk';
const OTHER = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const TOKEN = 'AQIDBAUGBwgJCgsMDQ4PEA';

test('a link is read in all its forms', () => {
  assert.deepEqual(readFragment(''), { fingerprint: null, token: null, room: null });
  assert.equal(readFragment(`#${PRINT}`)?.fingerprint, PRINT);
  assert.equal(readFragment(`#${PRINT}.${TOKEN}`)?.token?.length, 16);
  assert.equal(readFragment(`#${PRINT}..caf%C3%A9`)?.room, 'café');
  assert.equal(readFragment(`#.${TOKEN}`)?.fingerprint, null);
});

test('a link that is cut off or mistyped is none', () => {
  for (const bad of [`#${PRINT.slice(1)}`, `#${PRINT}.${TOKEN.slice(1)}`, `#${PRINT}..%`, `#${PRINT}.${TOKEN}.ops.x`, '#hello']) {
    assert.equal(readFragment(bad), null, bad);
  }
});

test('the token does not stay in the address bar', () => {
  assert.equal(publicFragment(readFragment(`#${PRINT}.${TOKEN}.ops`)!), `#${PRINT}..ops`);
  assert.equal(publicFragment(readFragment(`#.${TOKEN}`)!), '');
});

test('another server in the place of the known one is told, unless the link names it', async () => {
  const store = new MemoryStore();
  const pin = await ServerPin.open(store);
  assert.equal(pin.judge(PRINT, null), 'first');
  pin.remember(PRINT);
  await settle();
  assert.equal((await ServerPin.open(store)).judge(PRINT, null), 'known');
  assert.equal(pin.judge(OTHER, null), 'changed');
  assert.equal(pin.judge(OTHER, OTHER), 'invited');
  assert.equal(pin.judge(PRINT, OTHER), 'not-invited');
});

test('a flood of strangers washes out no friend', async () => {
  const users = await KnownUsers.open(new MemoryStore(), 'users');
  assert.equal(users.meet('Bob', 'k1'), 'first');
  for (let i = 0; i < 2_000; i++) {
    users.meet(`stranger${i}`, 'k');
  }

  assert.equal(users.meet('bob', 'k1'), 'known');
  assert.equal(users.meet('BOB', 'k2'), 'changed');
  assert.equal(users.isKnown('stranger1999'), false);
  assert.equal(users.isKnown('constructor'), false);
});
