import { type ReadonlySignal, type Signal, batch, signal } from '@preact/signals';
import type { Outgoing } from '../session/outgoing.ts';
import type { ChatContext } from './chat-context.ts';
import type { ConversationBase, Edge, SayOutcome } from './conversation.ts';
import { ItemWindow } from './item-window.ts';
import type { Item, MessageItem } from './items.ts';
import { pendingItem } from './make-items.ts';

/** What rooms and private conversations have in common. */
export abstract class ConversationModel implements ConversationBase {
  readonly id: string;
  readonly name: Signal<string>;
  readonly unread = signal(0);
  readonly mentions = signal(0);
  readonly marker: Signal<string | null> = signal<string | null>(null);
  readonly draft: Signal<string>;
  protected readonly context: ChatContext;
  protected readonly window: ItemWindow;
  #isFollowed = true;
  /** Of the items behind this one, the first is marked; null for no marker. */
  #markedBehind: number | null = null;

  constructor(id: string, name: string, context: ChatContext) {
    this.id = id;
    this.name = signal(name);
    this.context = context;
    this.draft = signal(context.draftOf(id));
    this.window = new ItemWindow(
      (item) => item.kind === 'message' && !item.isOwn && context.isIgnored(item.author),
      (items) => this.#mark(items),
    );
  }

  get items(): ReadonlySignal<readonly Item[]> {
    return this.window.items;
  }

  get older(): ReadonlySignal<Edge> {
    return this.window.older;
  }

  get newer(): ReadonlySignal<Edge> {
    return this.window.newer;
  }

  abstract loadOlder(): Promise<void>;
  abstract loadNewer(): Promise<void>;
  abstract jumpToNewest(): Promise<void>;

  /** The order of an item in its conversation; null for what has none. */
  protected abstract orderOf(item: Item): number | null;
  /** The order of the last that was read. */
  protected abstract get lastRead(): number;
  /** Everything is read. */
  protected abstract read(): void;

  setDraft(text: string): void {
    this.draft.value = text;
    this.context.keepDraft(this.id, text);
  }

  say(text: string): SayOutcome {
    const outcome = this.run(text);
    if (outcome.kind !== 'problem') {
      this.setDraft('');
    }

    return outcome;
  }

  run(line: string): SayOutcome {
    return this.context.perform(this, line);
  }

  resend(key: string): void {
    this.context.resend(key);
  }

  discard(key: string): void {
    this.context.takeBack(key);
  }

  edit(key: string): void {
    const text = this.context.takeBack(key);
    if (text !== null) {
      this.setDraft(this.draft.value === '' ? text : `${text}\n${this.draft.value}`);
    }
  }

  follow(isAtEnd: boolean): void {
    this.#isFollowed = isAtEnd;
  }

  markRead(): void {
    batch(() => {
      this.unread.value = 0;
      this.mentions.value = 0;
      this.read();
    });
  }

  /** Whether what is new there is seen as it comes. */
  get isFollowed(): boolean {
    return this.#isFollowed && this.context.isLookedAt(this);
  }

  /** It is on the screen now: what is unread gets its marker. */
  opened(): void {
    this.#isFollowed = true;
    this.setMarker(this.unread.value > 0);
  }

  /** Nobody looks at it any more. */
  closed(): void {
    this.setMarker(false);
    this.window.shrink();
  }

  /** The user said something here: what stands above it is not new any more. */
  answered(): void {
    this.setMarker(false);
  }

  /** The window lost the user's attention: what comes now is marked, unless something is already. */
  attentionLost(): void {
    if (this.marker.value === null) {
      this.setMarker(true);
    }
  }

  /** What the user has said here changed; null if it is settled. */
  outgoing(nonce: string, outgoing: Outgoing | null, isTaken: boolean): void {
    const item = outgoing === null ? null : pendingItem(outgoing, isTaken, this.context.reader);
    if (item?.delivery.state === 'failed' && this.window.isLive) {
      // It stands where it failed, and does not follow the conversation for ever.
      this.window.setPending(nonce, null);
      this.window.change(nonce, null);
      this.window.append(item, this.isFollowed);
    } else {
      this.window.setPending(nonce, item);
      if (item === null && isFailed(this.window.find(nonce))) {
        this.window.change(nonce, null);
      }
    }
  }

  /** Who is hidden has changed. */
  refresh(): void {
    this.window.show();
  }

  /** Counts a message that came. */
  protected count(item: MessageItem, isMention: boolean): void {
    if (!item.isOwn && !this.context.isIgnored(item.author)) {
      this.unread.value++;
      this.mentions.value += isMention ? 1 : 0;
    }
  }

  protected setMarker(isWanted: boolean): void {
    this.#markedBehind = isWanted ? this.lastRead : null;
    this.#mark(this.window.items.value);
  }

  #mark(items: readonly Item[]): void {
    const behind = this.#markedBehind;
    const isNew = (item: Item): boolean => {
      const order = this.orderOf(item);
      return behind !== null && order !== null && order > behind && item.kind === 'message' && !item.isOwn;
    };
    const first = behind === null ? -1 : items.findIndex(isNew);
    // The first message of the loaded part need not be the first unread one.
    const isFirst = first > 0 || (first === 0 && (this.older.value === 'none' || this.orderOf(items[0]!) === behind! + 1));
    this.marker.value = isFirst ? items[first]!.key : null;
  }
}

const isFailed = (item: Item | undefined): boolean => item?.kind === 'message' && item.delivery.state === 'failed';
