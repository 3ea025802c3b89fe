import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { arrive } from '../../src/shares/arrival.ts';
import { CHUNK_LENGTH } from '../../src/shares/chunks.ts';
import { type Content, Download, type TransferProgress } from '../../src/shares/download.ts';
import { TransferFailure } from '../../src/shares/failures.ts';
import { ShareServer } from '../../src/shares/share-server.ts';
import { Upload } from '../../src/shares/upload.ts';
import { type FileToSend, type SealFor, sourceOf } from '../../src/shares/upload-source.ts';
import { type ShareFacts } from '../../src/shares/manifest.ts';
import { newShareKey } from '../../src/shares/sealed-share.ts';
import { FakeFileServer } from '../fakes/file-server.ts';

// A wait is over at once; patience never ends.
const waiting = {
  after: (milliseconds: number, action: () => void) => {
    if (milliseconds < 60_000) {
      queueMicrotask(action);
    }

    return { cancel: () => undefined };
  },
};

const first = new Uint8Array(randomBytes(CHUNK_LENGTH * 3 - 9));
const second = new Uint8Array(randomBytes(70_001));
let server: FakeFileServer;
let progress: TransferProgress[];

beforeEach(() => {
  server = new FakeFileServer();
  progress = [];
});

const file = (name: string, bytes: Uint8Array): File => new File([bytes as BlobPart], name, { lastModified: 1_789_300_000_000 });
const files: readonly FileToSend[] = [
  { path: 'trip/first.bin', file: file('first.bin', first) },
  { path: 'trip/empty', file: file('empty', new Uint8Array(0)) },
  { path: 'trip/second.bin', file: file('second.bin', second) },
];

async function send(chosen = files): Promise<void> {
  const upload = new Upload(sourceOf('trip', chosen, null), new ShareServer(server.askTicket, server.fetch), waiting, () => 0, (one) => progress.push(one));
  await upload.send(await upload.describe());
}

/** Seals them for Carol; returns what she is told. */
async function sendSealed(chosen = files, seal = sealFor): Promise<ShareFacts> {
  const upload = new Upload(sourceOf('trip', chosen, seal), new ShareServer(server.askTicket, server.fetch), waiting, () => 0, () => undefined);
  const described = await upload.describe();
  await upload.send(described);
  return described.facts;
}

const open = (share: ShareFacts): Promise<Content> =>
  new Download(share, new ShareServer(server.askTicket, server.fetch), waiting, (one) => progress.push(one)).get();

function get(): Promise<Content> {
  const { title, size, manifest_size: manifestSize, root } = server.outline!;
  const share = { id: 17, title, count: files.length, size, manifestSize, root };
  return new Download(share, new ShareServer(server.askTicket, server.fetch), waiting, (one) => progress.push(one)).get();
}

const sealFor: SealFor = { to: 'Carol', toKey: newShareKey(), key: newShareKey(), root: null };

const isFailure = (code: string) => (error: unknown) => error instanceof TransferFailure && error.code === code;

const bytesOf = async (content: Blob): Promise<Uint8Array> => new Uint8Array(await content.arrayBuffer());

test('what is sent is got, file by file', async () => {
  await send();
  const { bytes, files: got } = await get();
  assert.deepEqual(got.map(({ path, size }) => [path, size]), [['trip/first.bin', first.length], ['trip/empty', 0], ['trip/second.bin', second.length]]);
  assert.deepEqual(await bytesOf(bytes.slice(bytes.size - second.length)), second);
  assert.equal(progress.at(-1)?.done, server.content.length);
});

test('an upload goes on where it was when the connection broke', async () => {
  await send([files[2]!]);
  server = new FakeFileServer();
  // The description, one chunk, and then nothing for a while.
  const upload = new Upload(sourceOf('trip', files, null), new ShareServer(server.askTicket, server.fetch), waiting, () => 0, (one) => progress.push(one));
  const described = await upload.describe();
  const { troubles } = server;
  troubles.push(...(['x', 'break', 'break'] as unknown as 'break'[]));
  await upload.send(described);
  assert.equal(server.requests.filter((request) => request.startsWith('PATCH /files/17 0')).length, 1);
  assert.ok(server.requests.includes('HEAD /files/17'));
  assert.ok(progress.some(({ stage }) => stage === 'waiting'));
  assert.equal(server.tickets, 3);
});

test('a download goes on with the chunk under way when the connection broke', async () => {
  await send();
  server.requests.length = 0;
  server.troubles.push(...(['x', 'cut', 'break'] as unknown as 'break'[]));
  const { bytes } = await get();
  assert.deepEqual(await bytesOf(bytes), server.content);
  assert.deepEqual(server.requests.filter((request) => request.includes('bytes=')).map((request) => request.split('=')[1]), [
    '0-', `${CHUNK_LENGTH}-`, `${CHUNK_LENGTH}-`,
  ]);
});

test('what is altered on its way is fetched again', async () => {
  await send();
  server.troubles.push(...(['x', 'alter'] as unknown as 'alter'[]));
  assert.deepEqual(await bytesOf((await get()).bytes), server.content);
});

test('a chunk that the server has altered is refused', async () => {
  await send();
  server.content[CHUNK_LENGTH + 5]! ^= 1;
  await assert.rejects(get(), (error) => error instanceof TransferFailure && error.code === 'altered');
  assert.ok(server.requests.includes(`GET /files/17 bytes=${CHUNK_LENGTH}-`));
});

test('an outline that is not what was announced is refused', async () => {
  await send();
  const { outline } = server;
  const share = { id: 17, title: 'trip', count: 3, size: outline!.size, manifestSize: outline!.manifest_size, root: outline!.root };
  await send([files[2]!].map((one) => ({ ...one, path: 'other' }))).catch(() => undefined);
  const download = new Download(share, new ShareServer(server.askTicket, server.fetch), waiting, () => undefined);
  await assert.rejects(download.get(), (error) => error instanceof TransferFailure && error.code === 'altered');
});

test('a ticket that is not valid any more is replaced', async () => {
  await send();
  const before = server.tickets;
  server.troubles.push('401');
  await get();
  assert.equal(server.tickets, before + 2);
});

test('without the chat, a transfer waits for it', async () => {
  await send();
  server.isChatAway = true;
  await get();
  assert.ok(progress.some(({ stage }) => stage === 'waiting'));
});

test('what the server refuses is told in its words', async () => {
  server.troubles.push('507');
  await assert.rejects(send(), (error) => error instanceof TransferFailure && error.server === 'The server has no space left for it.');
});

test('a server that never answers ends a transfer', async () => {
  await send();
  server.troubles.push(...Array.from({ length: 6 }, () => 'break' as const));
  await assert.rejects(get(), (error) => error instanceof TransferFailure && error.code === 'network');
});

test('one file is saved under a safe name, several as an archive', async () => {
  await send([{ path: '../..\u202egnp.exe', file: file('x', second) }]);
  const one = await arrive(await get(), 'trip');
  assert.equal(one.name, '_.gnp.exe');
  assert.deepEqual(await bytesOf(one.content), second);
  server = new FakeFileServer();
  await send();
  const all = await arrive(await get(), 'trip');
  assert.equal(all.name, 'trip.zip');
  const zip = await bytesOf(all.content);
  assert.equal(Buffer.from(zip).subarray(0, 4).toString('latin1'), 'PK\x03\x04');
});

test('what is sealed for one user is got with the key, and the server learns a length and two names', async () => {
  const facts = await sendSealed();
  const outline = JSON.stringify(server.outline);
  assert.deepEqual(Object.keys(server.outline!).sort(), ['hashes', 'root', 'size', 'to', 'to_key']);
  assert.ok(!outline.includes('trip') && !outline.includes(sealFor.key));
  assert.ok(!Buffer.from(server.content).includes('first.bin'));

  const { bytes, files: got } = await open(facts);
  assert.deepEqual(got.map(({ path, size }) => [path, size]), [['trip/first.bin', first.length], ['trip/empty', 0], ['trip/second.bin', second.length]]);
  assert.deepEqual(await bytesOf(bytes.slice(bytes.size - second.length)), second);
  assert.equal(progress.at(-1)?.done, server.content.length);
});

test('a sealed download goes on with the chunk under way when the connection broke', async () => {
  const facts = await sendSealed();
  server.troubles.push(...(['x', 'cut', 'alter', 'break'] as unknown as 'break'[]));
  const { bytes } = await open(facts);
  assert.deepEqual(await bytesOf(bytes.slice(bytes.size - second.length)), second);
  assert.ok(server.requests.includes(`GET /files/17 bytes=${CHUNK_LENGTH}-`));
});

test('what the server has altered of a sealed share is refused, and so is what is sealed with another key', async () => {
  const facts = await sendSealed();
  await assert.rejects(open({ ...facts, key: newShareKey() }), isFailure('altered'));
  server.content[CHUNK_LENGTH + 5]! ^= 1;
  await assert.rejects(open(facts), isFailure('altered'));
});

test('a key never seals a file that was changed meanwhile', async () => {
  const { root } = await sendSealed();
  const others = [{ path: 'trip/first.bin', file: file('first.bin', second) }];
  await assert.rejects(sendSealed(others, { ...sealFor, root }), isFailure('changed'));

});

test('a piece that is not what was hashed is not given out', async () => {
  const source = sourceOf('trip', files, sealFor);
  source.describe(new Uint8Array(4 * 32));
  await assert.rejects(source.read(0, CHUNK_LENGTH), isFailure('changed'));
});
