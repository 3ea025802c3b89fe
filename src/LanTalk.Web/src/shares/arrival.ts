import { TransferFailure } from './failures.ts';
import type { Content } from './download.ts';
import { HEAD_LENGTH, mediaOf } from './media.ts';
import { cleanName, targetPaths } from './safe-names.ts';
import type { Arrived } from './worker-messages.ts';
import { MAX_ENTRIES, makeZip } from './zip.ts';

/** Makes of a content what is saved: one file as it is, several as an archive. */
export async function arrive({ bytes, files }: Content, title: string): Promise<Arrived> {
  const paths = targetPaths(files.map(({ path }) => path));
  if (paths === null) {
    throw new TransferFailure('altered');
  }

  let start = bytes.size - files.reduce((sum, { size }) => sum + size, 0);
  const entries = files.map(({ size, modified }, index) => {
    const content = bytes.slice(start, (start += size));
    return { path: paths[index]!, content, modified };
  });
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && !only.path.endsWith('/')) {
    const media = mediaOf(new Uint8Array(await only.content.slice(0, HEAD_LENGTH).arrayBuffer()));
    const type = media?.type ?? 'application/octet-stream';
    return { name: cleanName(files[0]!.path.split('/').at(-1)!, true), content: only.content.slice(0, only.content.size, type), media };
  }

  if (entries.length > MAX_ENTRIES) {
    throw new TransferFailure('many');
  }

  return { name: cleanName(`${title}.zip`, true), content: await makeZip(entries), media: null };
}
