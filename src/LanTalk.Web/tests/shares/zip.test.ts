import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '../../src/bytes/bytes.ts';
import { makeZip } from '../../src/shares/zip.ts';

test('an archive lists its files at the end, where each begins', async () => {
  const modified = new Date(2026, 10, 27, 14, 22, 6).getTime();
  const entries = [
    { path: 'trip/größe.txt', content: new Blob([utf8('123456789') as BlobPart]), modified },
    { path: 'trip/empty/', content: new Blob([]), modified: null },
  ];
  const zip = new Uint8Array(await (await makeZip(entries)).arrayBuffer());
  const view = new DataView(zip.buffer);
  const end = zip.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  let at = view.getUint32(end + 16, true);
  for (const { path, content } of entries) {
    assert.equal(view.getUint32(at, true), 0x02014b50);
    const name = utf8(path);
    assert.equal(view.getUint16(at + 8, true), 0x0800);
    assert.equal(view.getUint8(at + 5), 3, 'made by Unix: otherwise unzip takes names for ones in another character set');
    assert.equal(view.getUint16(at + 40, true), path.endsWith('/') ? 0x41ed : 0x81a4);
    assert.equal(view.getUint32(at + 24, true), content.size);
    assert.equal(fromUtf8(zip.subarray(at + 46, at + 46 + name.length)), path);
    const local = view.getUint32(at + 42, true);
    assert.equal(view.getUint32(local, true), 0x04034b50);
    assert.equal(fromUtf8(zip.subarray(local + 30, local + 30 + name.length)), path);
    at += 46 + name.length;
  }

  assert.equal(at, end);
  const first = view.getUint32(end + 16, true);
  assert.equal(view.getUint32(first + 16, true), 0xcbf43926, 'the check value of CRC-32');
  assert.equal(view.getUint16(first + 12, true), (14 << 11) | (22 << 5) | 3);
  assert.equal(view.getUint16(first + 14, true), ((2026 - 1980) << 9) | (11 << 5) | 27);
});
