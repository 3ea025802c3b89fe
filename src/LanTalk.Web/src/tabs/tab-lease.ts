import type { Clock } from '../time/clock.ts';

/** As much of a BroadcastChannel as this needs. The page's own messages do not come back. */
export interface TabChannel {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
}

/** How many ms other tabs have to say that the chat is open in them; every newcomer waits that long. A tab that is awake answers within a few. */
const PATIENCE = 150;

/** `given`: the answer to `take`, with what the other tab needs to go on. */
interface TabMessage {
  readonly kind: 'ask' | 'held' | 'take' | 'given';
  readonly tab: string;
  readonly luggage?: unknown;
}

/**
 * One tab of a browser has the chat: two with one name would throw each other out. Tabs agree by messages, since locks of the platform are
 * not there over plain http. A tab that sleeps does not answer and loses the chat; when it wakes, it hears so.
 */
export class TabLease {
  readonly #channel: TabChannel | null;
  readonly #tab: string;
  readonly #clock: Clock;
  #isHeld = false;
  #isElsewhere = false;
  #asking: ((isFree: boolean) => void) | null = null;
  #taking: ((luggage: unknown) => void) | null = null;
  /** Told that another tab has the chat now. */
  onLost: () => void = () => undefined;
  /** What the tab that takes the chat over needs to go on. */
  pack: () => unknown = () => null;

  /** Without a channel, in an old browser, every tab has the chat for itself, and the server sorts them out. */
  constructor(channel: TabChannel | null, tab: string, clock: Clock) {
    this.#channel = channel;
    this.#tab = tab;
    this.#clock = clock;
    if (channel !== null) {
      channel.onmessage = ({ data }) => this.#hear(data);
    }
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Another tab has the chat, as far as this one has heard. */
  get isElsewhere(): boolean {
    return this.#isElsewhere;
  }

  /** Takes the chat if no other tab has it. */
  async acquire(): Promise<boolean> {
    if (this.#channel !== null) {
      const isFree = await new Promise<boolean>((resolve) => {
        this.#asking = resolve;
        this.#clock.after(PATIENCE, () => resolve(true));
        this.#post('ask');
      });
      this.#asking = null;
      if (!isFree) {
        return false;
      }
    }

    this.#isHeld = true;
    return true;
  }

  /** Takes the chat from whichever tab has it, and what that tab packs; null if it does not answer. */
  take(): Promise<unknown> {
    this.#isHeld = true;
    this.#isElsewhere = false;
    return new Promise((resolve) => {
      this.#taking = resolve;
      this.#clock.after(PATIENCE, () => resolve(null));
      this.#post('take');
    });
  }

  /** The page was asleep: another tab may have taken the chat meanwhile. */
  check(): void {
    if (this.#isHeld) {
      this.#post('ask');
    }
  }

  #hear(data: unknown): void {
    const message = data as Partial<TabMessage> | null;
    if (typeof message !== 'object' || message === null || typeof message.tab !== 'string') {
      return;
    }

    switch (message.kind) {
      case 'ask':
        // Of two that ask at once, the one with the lower name gets it. The other may have asked before this one could hear it.
        if (this.#isHeld || (this.#asking !== null && this.#tab < message.tab)) {
          this.#post('held');
        } else if (this.#asking !== null) {
          this.#lose();
        }

        break;
      case 'held':
        this.#lose();
        break;
      case 'take':
        if (this.#isHeld) {
          const luggage = this.pack();
          this.#lose();
          this.#post('given', luggage);
        } else {
          this.#lose();
        }

        break;
      case 'given':
        this.#taking?.(message.luggage);
        break;
      default: // a message of another version of the page
    }
  }

  #lose(): void {
    this.#isElsewhere = true;
    this.#asking?.(false);
    if (this.#isHeld) {
      this.#isHeld = false;
      this.onLost();
    }
  }

  #post(kind: TabMessage['kind'], luggage?: unknown): void {
    this.#channel?.postMessage({ kind, tab: this.#tab, luggage } satisfies TabMessage);
  }
}
