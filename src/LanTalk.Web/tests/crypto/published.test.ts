// Published test vectors.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '../../src/bytes/bytes.ts';
import { ed25519 } from '../../src/curves/ed25519.ts';
import { open, seal, setupRecipient, setupSender } from '../../src/crypto/hpke.ts';
import { hex, toHex } from '../vectors.ts';

// RFC 9180, appendix A.2.3.
const HPKE = {
  encapsulation: hex('f7674cc8cd7baa5872d1f33dbaffe3314239f6197ddf5ded1746760bfc847e0e'),
  ephemeral: hex('c94619e1af28971c8fa7957192b7e62a71ca2dcdde0a7cc4a8a9e741d600ab13'),
  recipient: hex('3ca22a6d1cda1bb9480949ec5329d3bf0b080ca4c45879c95eddb55c70b80b82'),
  recipientPublic: hex('1a478716d63cb2e16786ee93004486dc151e988b34b475043d3e0175bdb01c44'),
  sender: hex('2def0cb58ffcf83d1062dd085c8aceca7f4c0c3fd05912d847b61f3e54121f05'),
  senderPublic: hex('f0f4f9e96c54aeed3f323de8534fffd7e0577e4ce269896716bcb95643c8712b'),
  info: utf8('Ode on a Grecian Urn'),
  associated: utf8('Count-0'),
  text: 'Beauty is truth, truth beauty',
  ciphertext: 'ab1a13c9d4f01a87ec3440dbd756e2677bd2ecf9df0ce7ed73869b98e00c09be111cb9fdf077347aeb88e61bdf',
};

test('both sides of HPKE derive and seal what RFC 9180 says', () => {
  const sender = setupSender(HPKE.ephemeral, HPKE.sender, HPKE.recipientPublic, HPKE.info)!;
  const recipient = setupRecipient(HPKE.encapsulation, HPKE.recipient, HPKE.senderPublic, HPKE.info)!;
  for (const context of [sender, recipient]) {
    assert.equal(toHex(context.sharedSecret), 'd2d67828c8bc9fa661cf15a31b3ebf1febe0cafef7abfaaca580aaf6d471e3eb');
    assert.equal(toHex(context.key), 'b071fd1136680600eb447a845a967d35e9db20749cdf9ce098bcc4deef4b1356');
    assert.equal(toHex(context.nonce), 'd20577dff16d7cea2c4bf780');
  }

  assert.equal(toHex(seal(sender, 0, HPKE.associated, utf8(HPKE.text))), HPKE.ciphertext);
  assert.equal(fromUtf8(open(recipient, 0, HPKE.associated, hex(HPKE.ciphertext))!), HPKE.text);
});

test('nothing is agreed with a point of low order', () => {
  assert.equal(setupRecipient(new Uint8Array(32), HPKE.recipient, HPKE.senderPublic, HPKE.info), null);
  assert.equal(setupRecipient(HPKE.encapsulation, HPKE.recipient, new Uint8Array(32), HPKE.info), null);
});

test('Ed25519 signs as RFC 8032 says', () => {
  // Section 7.1, test 2.
  const secret = hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
  const expected =
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
  assert.equal(toHex(ed25519.sign(hex('72'), secret)), expected);
});
