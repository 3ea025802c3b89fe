// The worker of one transfer: asks the server, seals, hashes and packs, so that the page stays smooth. It ends when the page ends it.
import { arrive } from './arrival.ts';
import { Download } from './download.ts';
import { TransferFailure } from './failures.ts';
import { ShareServer, type TicketAnswer } from './share-server.ts';
import { Upload } from './upload.ts';
import { sourceOf } from './upload-source.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const scope = self as unknown as { onmessage: (event: MessageEvent<ToWorker>) => void; postMessage(message: FromWorker): void };
const waiting = {
  after: (milliseconds: number, action: () => void) => {
    const timer = setTimeout(action, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
let takeTicket: (answer: TicketAnswer) => void = () => undefined;

const server = new ShareServer(
  () =>
    new Promise((resolve) => {
      takeTicket = resolve;
      scope.postMessage({ kind: 'ticket' });
    }),
  (path, options) => fetch(path, options),
);

async function run(message: Exclude<ToWorker, { kind: 'ticket' }>): Promise<FromWorker> {
  const tell = (progress: Omit<Extract<FromWorker, { kind: 'progress' }>, 'kind'>): void => scope.postMessage({ kind: 'progress', ...progress });
  if (message.kind === 'get') {
    const content = await new Download(message.share, server, waiting, tell).get();
    return { kind: 'got', arrived: await arrive(content, message.share.title) };
  }

  const upload = new Upload(sourceOf(message.title, message.files, message.seal), server, waiting, () => performance.now(), tell);
  const described = await upload.describe();
  scope.postMessage({ kind: 'described', described });
  await upload.send(described);
  return { kind: 'sent' };
}

scope.onmessage = ({ data }) => {
  if (data.kind === 'ticket') {
    takeTicket(data.answer);
    return;
  }

  run(data).then(
    (message) => scope.postMessage(message),
    (error: unknown) => {
      if (!(error instanceof TransferFailure)) {
        throw error; // an internal error: the page hears of it as one
      }

      scope.postMessage({ kind: 'failed', code: error.code, server: error.server });
    },
  );
};
