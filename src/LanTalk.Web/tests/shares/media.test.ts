import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mediaOf } from '../../src/shares/media.ts';
import { hex } from '../vectors.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const png = (width: number, height: number): Uint8Array => {
  const head = Uint8Array.from([...hex('89504e470d0a1a0a0000000d49484452'), ...new Uint8Array(20)]);
  new DataView(head.buffer).setUint32(16, width);
  new DataView(head.buffer).setUint32(20, height);
  return head;
};

test('a picture is known by its bytes', () => {
  assert.deepEqual(mediaOf(png(640, 480)), { kind: 'picture', type: 'image/png', width: 640, height: 480 });
  assert.deepEqual(mediaOf(bytes('GIF89a\x02\x00\x03\x00....')), { kind: 'picture', type: 'image/gif', width: 2, height: 3 });
  const jpeg = hex('ffd8ffe000104a46494600010100000100010000ffc0001108001e0028030122000211010311010000');
  assert.deepEqual(mediaOf(jpeg), { kind: 'picture', type: 'image/jpeg', width: 40, height: 30 });
  assert.equal(mediaOf(bytes('RIFF....WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x0f\x00\x00\x07\x00\x00\x00\x00'))?.width, 16);
});

test('markup is never shown, whatever it is called', () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?><svg/>', '<!DOCTYPE html><script>1</script>', 'GIF8', '%PDF-1.7', '']) {
    assert.equal(mediaOf(bytes(text)), null, text);
  }
});

test('a picture that would fill the memory is not shown', () => {
  assert.equal(mediaOf(png(30_000, 30_000)), null);
  assert.equal(mediaOf(png(0, 10)), null);
});

test('a head that ends anywhere is no reason to fail', () => {
  const heads = [png(2, 2), hex('ffd8ffe000104a46494600010100000100010000ffc0001108001e00280301'), bytes('RIFF....WEBPVP8X..............')];
  for (const head of heads) {
    for (let length = 0; length < head.length; length++) {
      mediaOf(head.subarray(0, length));
    }
  }
});
