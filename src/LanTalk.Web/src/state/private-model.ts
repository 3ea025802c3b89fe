import { signal } from '@preact/signals';
import type { UserIdentity } from '../crypto/user-identity.ts';
import type { Outgoing } from '../session/outgoing.ts';
import type { Recipient } from '../session/private-talk.ts';
import type { PrivateText } from '../session/session-events.ts';
import { isSameName, nameKey } from '../text/names.ts';
import type { ChatContext } from './chat-context.ts';
import type { PrivateConversation, Sealing } from './conversation.ts';
import { ConversationModel } from './conversation-model.ts';
import type { Item, MessageItem } from './items.ts';
import { pendingItem } from './make-items.ts';
import type { KeptConversation } from './private-memory.ts';

/** A conversation with one user. The server keeps nothing of it, so it is as long as what this tab has seen. */
export class PrivateModel extends ConversationModel implements PrivateConversation {
  readonly kind = 'private';
  readonly sealing = signal<Sealing>('unknown');
  readonly isOnline = signal(true);
  readonly #orders = new Map<string, number>();
  readonly #keep: () => void;
  #last = 0;
  #read = 0;

  /** `keep` is told that there is something new to be kept. */
  constructor(user: string, context: ChatContext, keep: () => void) {
    super(`private:${nameKey(user)}`, user, context);
    this.#keep = keep;
    if (isSameName(user, context.reader.serverName)) {
      this.sealing.value = 'operator';
    }
  }

  /** What of it outlasts a reload. */
  get kept(): KeptConversation {
    return { user: this.name.value, items: this.window.settled, unread: this.unread.value, sealing: this.sealing.value };
  }

  restore(kept: KeptConversation): void {
    kept.items.forEach((item) => this.#number(item));
    this.window.replace(kept.items, true, true);
    this.sealing.value = kept.sealing;
    this.unread.value = this.mentions.value = kept.unread;
    const others = kept.items.filter((item) => item.kind === 'message' && !item.isOwn);
    const lastRead = others.at(-kept.unread - 1);
    this.#read = kept.unread === 0 ? this.#last : lastRead === undefined ? 0 : this.#orders.get(lastRead.key)!;
  }

  received(message: PrivateText): MessageItem {
    const item: MessageItem = {
      kind: 'message',
      key: message.id === null ? `p${this.#last + 1}` : `p${message.id}`,
      id: null,
      author: message.from,
      text: message.text,
      ...(message.sealedShare !== null && { sealedShare: message.sealedShare }),
      at: message.at,
      isAction: false,
      isOwn: false,
      isMention: false,
      isOperator: isSameName(message.from, this.context.reader.serverName),
      isBot: message.isBot,
      isSealed: message.isSealed,
      delivery: { state: 'sent' },
    };
    this.#append(item);
    this.count(item, true);
    if (message.isSealed && this.sealing.value !== 'changed') {
      this.sealing.value = 'sealed';
    }

    this.#keep();
    return item;
  }

  /** The server has what was said. */
  delivered(outgoing: Outgoing, waits: boolean): void {
    const item = pendingItem(outgoing, true, this.context.reader);
    this.#append({ ...item, at: this.context.clock.now(), delivery: { state: waits ? 'waits' : 'sent' } });
    this.isOnline.value = !waits;
    this.#keep();
  }

  notOpened(at: number): void {
    this.#append({ kind: 'not-opened', key: `x${this.#last + 1}`, at });
    this.#keep();
  }

  keyChanged(identity: UserIdentity): void {
    this.sealing.value = 'changed';
    this.#append({ kind: 'key-change', key: `k${this.#last + 1}`, at: this.context.clock.now(), user: this.name.value, shortKey: identity.shortForm });
    this.#keep();
  }

  /** The user has compared the words. */
  verified(): void {
    if (this.sealing.value === 'changed') {
      this.sealing.value = 'sealed';
      this.#keep();
    }
  }

  /** What is known of the other one's key. */
  recipientKnown(recipient: Recipient): void {
    switch (recipient.kind) {
      case 'sealed':
        this.isOnline.value = recipient.isOnline;
        if (this.sealing.value !== 'changed') {
          this.sealing.value = 'sealed';
        }

        break;
      case 'unsealed':
        this.isOnline.value = true;
        this.sealing.value = isSameName(recipient.user, this.context.reader.serverName) ? 'operator' : 'unsealed';
        break;
      case 'nobody':
        this.isOnline.value = false;
        this.sealing.value = 'nobody';
        break;
      case 'withheld':
        this.sealing.value = 'withheld';
        break;
      default: // no answer: nothing is known that was not known before
    }
  }

  loadOlder(): Promise<void> {
    return Promise.resolve();
  }

  loadNewer(): Promise<void> {
    return Promise.resolve();
  }

  jumpToNewest(): Promise<void> {
    return Promise.resolve();
  }

  protected override orderOf(item: Item): number | null {
    return this.#orders.get(item.key) ?? null;
  }

  protected override get lastRead(): number {
    return this.#read;
  }

  protected override read(): void {
    this.#read = this.#last;
    this.#keep();
  }

  /** All that is new is kept: there is nowhere to load it from again. */
  #append(item: Item): void {
    this.#number(item);
    this.window.append(item, true);
  }

  #number(item: Item): void {
    this.#orders.set(item.key, ++this.#last);
    if (this.#orders.size > 2 * this.window.settled.length + 100) {
      const loaded = new Set(this.window.settled.map((one) => one.key));
      [...this.#orders.keys()].filter((key) => !loaded.has(key) && key !== item.key).forEach((key) => this.#orders.delete(key));
    }
  }
}
