import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Questions } from '../../src/session/questions.ts';
import type { ClientMessage } from '../../src/wire/client-messages.ts';
import type { ServerMessage, ServerMessageOf } from '../../src/wire/server-messages.ts';
import { FakeClock } from '../fakes/clock.ts';

const isTicket = (message: ServerMessage): message is ServerMessageOf<'ticket'> => message.type === 'ticket';
const refused = (nonce?: string): ServerMessage => ({ type: 'system', ts: '14:22', text: 'There is no share 17.', event: 'refused', ...(nonce !== undefined && { nonce }) });

test('a refusal with the nonce of a question answers it, and no other refusal does', async () => {
  const sent: ClientMessage[] = [];
  const questions = new Questions((message) => sent.push(message), new FakeClock());
  const answer = questions.ask({ type: 'ticket', nonce: 'abc', share: 17 }, isTicket);
  assert.equal(sent.length, 1);
  assert.equal(questions.take(refused('another')), false);
  assert.equal(questions.take(refused()), false);
  assert.equal(questions.take(refused('abc')), true);
  assert.deepEqual(await answer, { kind: 'refused', text: 'There is no share 17.' });
});

test('a refusal without a nonce answers a question that has none', async () => {
  const questions = new Questions(() => undefined, new FakeClock());
  const answer = questions.ask({ type: 'overview' }, (message): message is ServerMessageOf<'overview'> => message.type === 'overview');
  assert.equal(questions.take(refused('abc')), false);
  assert.equal(questions.take(refused()), true);
  assert.equal((await answer)?.kind, 'refused');
});
