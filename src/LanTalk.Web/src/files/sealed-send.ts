import type { ShareFacts } from '../shares/manifest.ts';
import { newShareKey, writeSealedShare } from '../shares/sealed-share.ts';
import type { SealFor } from '../shares/upload-source.ts';
import type { Recipient, SealedRecipient, Shares } from '../state/index.ts';
import { sizeText } from './texts/words.ts';
import type { Failed } from './transfer.ts';

const WITHOUT_KEY: Readonly<Record<Exclude<Recipient['kind'], 'sealed'>, Failed['code']>> = {
  unsealed: 'unsealed',
  nobody: 'nobody',
  withheld: 'withheld',
  no_answer: 'network',
};

/** Files for one user alone: whom they are sealed for, and with which key. Without a key of that user, nothing is sent. */
export class SealedSend {
  readonly #user: string;
  readonly #shares: Shares;
  #recipient: SealedRecipient | null = null;
  #seal: SealFor | null = null;

  constructor(user: string, shares: Shares) {
    this.#user = user;
    this.#shares = shares;
  }

  /** What the files are sealed with, the same for each try as long as the user has the same key; or why they cannot be. */
  async findKey(): Promise<SealFor | Failed['code']> {
    const recipient = await this.#shares.findRecipient(this.#user);
    if (recipient?.kind !== 'sealed') {
      return WITHOUT_KEY[recipient?.kind ?? 'no_answer'];
    }

    const toKey = recipient.identity.fullForm;
    this.#recipient = recipient;
    this.#seal = this.#seal?.toKey === toKey ? this.#seal : { to: recipient.user, toKey, key: newShareKey(), root: null };
    return this.#seal;
  }

  /** The server has a place for them: the user is told. */
  tell(facts: ShareFacts): void {
    const { key, root } = (this.#seal = { ...this.#seal!, root: facts.root });
    const { count, size, manifestSize } = facts;
    // For programs that know no sealed shares, in English.
    const length = sizeText(size - manifestSize, 'en');
    const text = `${facts.title} (${count === 1 ? length : `${count} files, ${length}`}), sealed. Number ${facts.id}.`;
    this.#shares.tell(this.#recipient!, text, writeSealedShare({ ...facts, key, root }));
  }
}
