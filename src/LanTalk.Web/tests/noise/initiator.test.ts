import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoiseInitiator } from '../../src/noise/initiator.ts';
import { hex, readVectors, toHex } from '../vectors.ts';

interface Published {
  readonly init_prologue: string;
  readonly init_ephemeral: string;
  readonly init_remote_static: string;
  readonly resp_static: string;
  readonly resp_ephemeral: string;
  readonly handshake_hash: string;
  readonly messages: readonly { readonly payload: string; readonly ciphertext: string }[];
}

const published = readVectors<Published>('../LanTalk.Protocol.Tests/Noise/Fixtures/nk.json');
const initiator = () => new NoiseInitiator(hex(published.init_remote_static), hex(published.init_prologue), hex(published.init_ephemeral));

test('the handshake and what follows are those of the published vector', () => {
  const [first, second, ...transport] = published.messages;
  const noise = initiator();

  assert.equal(toHex(noise.write(hex(first!.payload))!), first!.ciphertext);
  const answer = noise.read(hex(second!.ciphertext));
  assert.equal(toHex(answer!.payload), second!.payload);
  assert.equal(toHex(answer!.channel.hash), published.handshake_hash);
  for (const [i, { payload, ciphertext }] of transport.entries()) {
    if (i % 2 === 0) {
      assert.equal(toHex(answer!.channel.send.seal(hex(payload))), ciphertext);
    } else {
      assert.equal(toHex(answer!.channel.receive.open(hex(ciphertext))!), payload);
    }
  }
});

test('an answer that was changed on the way is not believed', () => {
  const answer = hex(published.messages[1]!.ciphertext);
  for (const at of [0, 31, 32, answer.length - 1]) {
    const changed = answer.slice();
    changed[at]! ^= 1;
    const noise = initiator();
    noise.write(hex(published.messages[0]!.payload));
    assert.equal(noise.read(changed), null, `byte ${at}`);
  }
});

test('an answer that is too short, or whose key is a point of low order, is not believed', () => {
  for (const answer of [new Uint8Array(0), new Uint8Array(47), new Uint8Array(48)]) {
    const noise = initiator();
    noise.write();
    assert.equal(noise.read(answer), null);
  }
});
