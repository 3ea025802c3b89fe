import type { Outbox } from '../session/outbox.ts';
import { type Outgoing, isAsk, announceShare, sayInRoom, sayPrivately } from '../session/outgoing.ts';
import { LOBBY } from '../text/names.ts';
import type { PrivateModel } from './private-model.ts';
import type { RoomModel } from './room-model.ts';

/** The conversations in which what the user says is shown. */
export interface Places {
  all(): readonly (RoomModel | PrivateModel)[];
  of(outgoing: Outgoing): RoomModel | PrivateModel;
}

/** What the user has said and the server has not acknowledged: where it is shown, and what may be done with it. */
export class OwnTexts {
  readonly #outbox: Outbox;
  readonly #places: Places;

  constructor(outbox: Outbox, places: Places) {
    this.#outbox = outbox;
    this.#places = places;
    outbox.listener = (nonce, outgoing) => this.#show(nonce, outgoing);
    outbox.entries.forEach((outgoing) => this.#show(outgoing.nonce, outgoing));
  }

  /** The same as a failed text, to be said anew; null if there is none. */
  again(nonce: string, now: number): Outgoing | null {
    const failed = this.#outbox.entries.find((entry) => entry.nonce === nonce && entry.failed !== null);
    if (failed === undefined) {
      return null;
    }

    this.#outbox.settle(nonce);
    return failed.sealedShare !== null ? { ...failed, wasSent: false, failed: null }
      : failed.share !== null ? announceShare(failed.share, failed.text, failed.room ?? LOBBY, now)
      : failed.to === null ? sayInRoom(failed.text, failed.room ?? LOBBY, now) : sayPrivately(failed.text, failed.to, now);
  }

  /** Takes a text back; null if that is too late: what was sent once may have been posted, whatever became of that connection. */
  takeBack(nonce: string): string | null {
    const outgoing = this.#outbox.entries.find((entry) => entry.nonce === nonce);
    if (outgoing === undefined || (outgoing.failed === null && outgoing.wasSent)) {
      return null;
    }

    this.#outbox.settle(nonce);
    return outgoing.text;
  }

  #show(nonce: string, outgoing: Outgoing | null): void {
    // A command is shown nowhere, only its answer.
    if (outgoing === null) {
      this.#places.all().forEach((place) => place.outgoing(nonce, null, false));
    } else if (!isAsk(outgoing)) {
      this.#places.of(outgoing).outgoing(nonce, outgoing, this.#outbox.isTaken(nonce));
    }
  }
}
