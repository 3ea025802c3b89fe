import { type Signal, signal } from '@preact/signals';
import type { FailCode } from '../shares/failures.ts';
import type { Described } from '../shares/upload.ts';
import type { Arrived, FromWorker, ToWorker } from '../shares/worker-messages.ts';
import type { ShareTicket } from '../state/index.ts';

/** How a transfer is getting on. `rate`: bytes per second; null before it is known. */
export interface Running {
  readonly kind: 'running';
  readonly stage: 'hashing' | 'running' | 'waiting';
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
}

/**
 * `broken`: an internal error. `unsealed`, `nobody`, `withheld`: there is no key that files for one user could be sealed for, since that user's
 * program is older, nobody has the name, or the server names no right key for a user whose key is known.
 */
export interface Failed {
  readonly kind: 'failed';
  readonly code: FailCode | 'broken' | 'unsealed' | 'nobody' | 'withheld';
  readonly server: string | null;
}

export type Outcome = { readonly kind: 'got'; readonly arrived: Arrived } | { readonly kind: 'sent' } | Failed;

/** How long a measurement of the speed counts, in ms. */
const MEMORY = 2_000;

/** One transfer in a worker of its own: when it ends, all its memory is given back. */
export class Transfer {
  readonly state: Signal<Running>;
  readonly #worker: Worker | null;
  #lastAt = 0;
  #lastDone = 0;

  constructor(
    worker: Worker | null,
    task: Exclude<ToWorker, { kind: 'ticket' }>,
    askTicket: () => Promise<ShareTicket>,
    onDescribed: (described: Described) => void,
    onEnd: (outcome: Outcome) => void,
  ) {
    const total = task.kind === 'get' ? task.share.size : task.files.reduce((sum, { file }) => sum + file.size, 0);
    this.state = signal<Running>({ kind: 'running', stage: task.kind === 'get' ? 'running' : 'hashing', done: 0, total, rate: null });
    this.#worker = worker;
    if (worker === null) {
      onEnd({ kind: 'failed', code: 'broken', server: null });
      return;
    }

    const end = (outcome: Outcome): void => {
      this.stop();
      onEnd(outcome);
    };
    const tell = (message: ToWorker): void => worker.postMessage(message);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case 'ticket':
          void askTicket().then((answer) => tell({ kind: 'ticket', answer }));
          break;
        case 'progress':
          this.#progressed(data);
          break;
        case 'described':
          onDescribed(data.described);
          break;
        default:
          end(data);
      }
    };
    worker.onerror = () => end({ kind: 'failed', code: 'broken', server: null });
    tell(task);
  }

  stop(): void {
    this.#worker?.terminate();
  }

  #progressed({ stage, done, total }: Extract<FromWorker, { kind: 'progress' }>): void {
    const now = performance.now();
    const before = this.state.peek();
    let { rate } = before;
    if (stage !== before.stage || done < this.#lastDone) {
      [this.#lastAt, this.#lastDone, rate] = [now, done, null];
    } else if (now - this.#lastAt > 250) {
      const current = ((done - this.#lastDone) * 1_000) / (now - this.#lastAt);
      const weight = Math.min(1, (now - this.#lastAt) / MEMORY);
      rate = rate === null ? current : rate + (current - rate) * weight;
      [this.#lastAt, this.#lastDone] = [now, done];
    }

    this.state.value = { kind: 'running', stage, done, total, rate: stage === 'running' ? rate : null };
  }
}
