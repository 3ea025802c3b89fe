// The vectors that LanTalk.Protocol is held to, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argon2id } from 'hash-wasm';
import { utf8 } from '../../src/bytes/bytes.ts';
import { fromBase64Url, toBase64Url } from '../../src/bytes/base64url.ts';
import { fingerprintWords } from '../../src/crypto/fingerprint.ts';
import { openPrivate, sealPrivate } from '../../src/crypto/private-seal.ts';
import { safetyWords } from '../../src/crypto/safety-words.ts';
import { SrpClient } from '../../src/crypto/srp.ts';
import { COSTS, type Stretch } from '../../src/crypto/stretch.ts';
import { UserIdentity } from '../../src/crypto/user-identity.ts';
import { UserKey } from '../../src/crypto/user-key.ts';
import { channelBinding, signedBytes, transcriptHash } from '../../src/login/transcript.ts';
import { readIdentity } from '../../src/trust/server-identity.ts';
import { readVectors } from '../vectors.ts';

type Fields = Readonly<Record<string, string>>;
type User = 'bob' | 'carol';

const vectors = readVectors<{
  users: Record<User, Fields>;
  safety_words: string;
  fingerprint: Fields;
  sealed: Fields;
  login: Fields;
  identity: Fields;
}>('security.json');
const bytes = (text: string | undefined): Uint8Array => fromBase64Url(text)!;
const key = (user: User): UserKey => new UserKey(bytes(vectors.users[user].seed));
const stretch: Stretch = (input, salt) => argon2id({ password: input, salt, ...COSTS, outputType: 'binary' });

test('a seed makes the keys that the terminal makes of it', () => {
  for (const user of ['bob', 'carol'] as const) {
    const { identity } = key(user);
    const expected = vectors.users[user];
    assert.equal(identity.fullForm, expected.key);
    assert.equal(toBase64Url(identity.agreementKey), expected.agreement_key);
    assert.equal(toBase64Url(identity.agreementSignature), expected.agreement_signature);
    assert.equal(identity.shortForm, expected.short_form);
  }
});

test('two users see the same words in the terminal and here, in either order', async () => {
  assert.equal(await safetyWords(key('bob').identity, key('carol').identity, stretch), vectors.safety_words);
  assert.equal(await safetyWords(key('carol').identity, key('bob').identity, stretch), vectors.safety_words);
});

test('a fingerprint has the words of the terminal', () => {
  assert.equal(fingerprintWords(vectors.fingerprint.hash!), vectors.fingerprint.words);
});

test('a private message is sealed as the terminal opens it, and opened', () => {
  const { sealed } = vectors;
  const made = sealPrivate(key('bob'), key('carol').identity, sealed.text!, bytes(sealed.id), null, bytes(sealed.ephemeral));
  assert.equal(toBase64Url(made.encapsulation), sealed.enc);
  assert.equal(toBase64Url(made.ciphertext), sealed.sealed);
  assert.equal(openPrivate(key('carol'), key('bob').identity, made, bytes(sealed.id))?.text, sealed.text);
});

test('what goes with a private message is sealed as the terminal opens it, and can neither be left out nor become a text', () => {
  const { sealed } = vectors;
  const [sender, recipient, id] = [key('bob'), key('carol'), bytes(sealed.id)];
  const made = sealPrivate(sender, recipient.identity, sealed.text!, id, sealed.attachment, bytes(sealed.ephemeral));
  assert.equal(toBase64Url(made.ciphertext), sealed.sealed);
  assert.equal(toBase64Url(made.attachment!), sealed.sealed_attachment);
  assert.deepEqual(openPrivate(recipient, sender.identity, made, id), { text: sealed.text, attachment: sealed.attachment });
  assert.equal(openPrivate(recipient, sender.identity, { ...made, ciphertext: made.attachment!, attachment: made.ciphertext }, id), null);
  assert.equal(openPrivate(recipient, sender.identity, { ...made, attachment: new Uint8Array(80) }, id), null);
});

test('a private message is not opened by another, from another, or under another id', () => {
  const { sealed } = vectors;
  const message = { encapsulation: bytes(sealed.enc), ciphertext: bytes(sealed.sealed), attachment: null };
  assert.equal(openPrivate(key('bob'), key('bob').identity, message, bytes(sealed.id)), null);
  assert.equal(openPrivate(key('carol'), key('carol').identity, message, bytes(sealed.id)), null);
  assert.equal(openPrivate(key('carol'), key('bob').identity, message, new Uint8Array(16)), null);
  assert.equal(openPrivate(key('carol'), key('bob').identity, { ...message, encapsulation: new Uint8Array(32) }, bytes(sealed.id)), null);
});

test('a login is signed and proved as the server checks it', async () => {
  const { login } = vectors;
  const srp = new SrpClient(bytes(login.client_private));
  const secret = await stretch(utf8(login.password!), bytes(login.salt));
  const binding = channelBinding(bytes(login.handshake_hash));
  const { identity } = key('bob');
  const known = { binding, nonce: bytes(login.nonce), name: login.name!, identity, a: srp.a, salt: bytes(login.salt), b: bytes(login.b) };

  assert.equal(toBase64Url(secret), login.secret);
  assert.equal(toBase64Url(binding), login.binding);
  assert.equal(toBase64Url(srp.a), login.a);
  assert.equal(toBase64Url(signedBytes(known)), login.signed);
  assert.equal(toBase64Url(key('bob').sign(signedBytes(known))), login.signature);
  assert.equal(toBase64Url(transcriptHash(known)), login.hash);
  assert.equal(toBase64Url(srp.prove(secret, known.salt, known.b, transcriptHash(known))!), login.client_proof);
  assert.equal(srp.isServerProof(bytes(login.server_proof)), true);
  assert.equal(srp.isServerProof(bytes(login.client_proof)), false);
});

test('a public value of SRP that would fix the secret is refused', () => {
  for (const value of [new Uint8Array(384), new Uint8Array(383).fill(1), new Uint8Array(384).fill(255)]) {
    assert.equal(new SrpClient().prove(new Uint8Array(32), new Uint8Array(16), value, new Uint8Array(32)), null);
  }
});

test('an identity is taken only whole and signed by its certificate', () => {
  const { identity } = vectors;
  const whole = { server_name: 'Alice', needs_password: true, ...identity };
  assert.equal(readIdentity(whole)?.fingerprint, identity.fingerprint);
  assert.equal(toBase64Url(readIdentity(whole)!.provenNoiseKey()!), identity.noise_key);

  const other = toBase64Url(new Uint8Array(32).fill(9));
  const cut = toBase64Url(bytes(identity.certificate).subarray(0, -1));
  for (const changed of [{ noise_key: other }, { certificate: cut }, { certificate: '' }, { noise_signature: toBase64Url(new Uint8Array(64)) }, { needs_password: 1 }]) {
    assert.equal(readIdentity({ ...whole, ...changed })?.provenNoiseKey() ?? null, null, JSON.stringify(changed));
  }

  assert.equal(readIdentity('x'), null);
});

test('keys that are not signed, or that are points of low order, are no identity', () => {
  const bob = vectors.users.bob;
  assert.notEqual(UserIdentity.read(bob.key, bob.agreement_key, bob.agreement_signature), null);
  assert.equal(UserIdentity.read(bob.key, vectors.users.carol.agreement_key, bob.agreement_signature), null);
  assert.equal(UserIdentity.read(bob.key, toBase64Url(new Uint8Array(32)), bob.agreement_signature), null);
  assert.equal(UserIdentity.read(undefined, bob.agreement_key, bob.agreement_signature), null);
});
