import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Receivers } from '../../src/files/receivers.ts';
import type { ShareList } from '../../src/state/index.ts';

const list = (shares: ShareList['shares'], sealed?: ShareList['sealed']): ShareList => ({ type: 'files', ts: '', shares, ...(sealed && { sealed }) });
const share = { id: 17, title: 'trip', count: 1, size: 2, manifest_size: 1, root: '' };

test('the server is asked at most every few seconds who has got a share, and what it said last is known meanwhile', async () => {
  let [now, asked] = [0, 0];
  let answer: ShareList | null = list([{ share, user: 'Bob', at: 0, offset: 2 }]);
  const receivers = new Receivers(17, { list: () => (asked++, Promise.resolve(answer)) }, () => now);

  await receivers.ask();
  assert.deepEqual(receivers.got.value, { count: 0, names: [] });
  answer = list([{ share, user: 'Bob', at: 0, offset: 2, got: 12, got_by: ['Dora', 'Carol'] }]);
  await receivers.ask();
  assert.equal(asked, 1);
  now = 5_000;
  await receivers.ask();
  assert.deepEqual(receivers.got.value, { count: 12, names: ['Dora', 'Carol'] });
  answer = null;
  now = 10_000;
  await receivers.ask();
  assert.equal(receivers.got.value.count, 12);
});

test('of a sealed share, its sender learns whether the other one has it', async () => {
  const answer = list([], [{ share: 18, user: 'Bob', to: 'Carol', size: 2, root: '', at: 0, offset: 2, got: 1, got_by: ['Carol'] }]);
  const receivers = new Receivers(18, { list: () => Promise.resolve(answer) }, () => 0);
  await receivers.ask();
  assert.deepEqual(receivers.got.value, { count: 1, names: ['Carol'] });
});
