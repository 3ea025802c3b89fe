import type { Described } from './upload.ts';
import type { FailCode } from './failures.ts';
import type { Media } from './media.ts';
import type { ShareFacts } from './manifest.ts';
import type { TransferProgress } from './download.ts';
import type { TicketAnswer } from './share-server.ts';
import type { FileToSend, SealFor } from './upload-source.ts';

/** What the page tells a worker: first what to do, then the tickets that it asked for. */
export type ToWorker =
  | { readonly kind: 'get'; readonly share: ShareFacts }
  | { readonly kind: 'send'; readonly title: string; readonly files: readonly FileToSend[]; readonly seal: SealFor | null }
  | { readonly kind: 'ticket'; readonly answer: TicketAnswer };

/** What has arrived, as it is saved: the one file, or an archive of all. */
export interface Arrived {
  /** Safe to write on every system. */
  readonly name: string;
  readonly content: Blob;
  /** What the page may show of it; null for nothing. The content has that type then. */
  readonly media: Media | null;
}

/** What a worker tells the page. */
export type FromWorker =
  | { readonly kind: 'ticket' }
  | ({ readonly kind: 'progress' } & TransferProgress)
  | { readonly kind: 'described'; readonly described: Described }
  | { readonly kind: 'sent' }
  | { readonly kind: 'got'; readonly arrived: Arrived }
  | { readonly kind: 'failed'; readonly code: FailCode; readonly server: string | null };
