import { type Signal, signal } from '@preact/signals';
import { isSameName } from '../text/names.ts';
import type { ChatContext } from './chat-context.ts';
import type { PrivateMemory } from './private-memory.ts';
import { PrivateModel } from './private-model.ts';

/** So many conversations are kept; the oldest that has nothing unread goes first. */
const CAPACITY = 100;

/** The private conversations, the latest first. */
export class PrivateList {
  readonly all: Signal<readonly PrivateModel[]>;
  readonly #context: ChatContext;
  readonly #memory: PrivateMemory;

  constructor(context: ChatContext, memory: PrivateMemory) {
    this.#context = context;
    this.#memory = memory;
    this.all = signal(
      memory.restored.map((kept) => {
        const conversation = this.#create(kept.user);
        conversation.restore(kept);
        return conversation;
      }),
    );
  }

  find(user: string): PrivateModel | undefined {
    return this.all.value.find((one) => isSameName(one.name.value, user));
  }

  ensure(user: string): PrivateModel {
    const known = this.find(user);
    if (known !== undefined) {
      return known;
    }

    const added = this.#create(user);
    const others = this.all.value;
    const dispensable = others.length < CAPACITY ? undefined : [...others].reverse().find((one) => one.unread.value === 0);
    this.all.value = [added, ...others.filter((one) => one !== dispensable)];
    return added;
  }

  /** Something was written in it: it comes first. */
  raise(conversation: PrivateModel): void {
    if (this.all.value[0] !== conversation) {
      this.all.value = [conversation, ...this.all.value.filter((one) => one !== conversation)];
    }
  }

  remove(conversation: PrivateModel): void {
    this.all.value = this.all.value.filter((one) => one !== conversation);
    this.keep();
  }

  keep(): void {
    this.#memory.keep(this.all.value.map((one) => one.kept));
  }

  #create(user: string): PrivateModel {
    return new PrivateModel(user, this.#context, () => this.keep());
  }
}
