type Line = Record<string, unknown>;

/** A room of the false server: a log. */
export class FakeRoom {
  readonly name: string;
  epoch = 'e1';
  /** So many messages at the start are not kept any more. */
  forgotten = 0;
  #messages: Line[] = [];

  constructor(name: string) {
    this.name = name;
  }

  get last(): number {
    return this.#messages.length;
  }

  post(user: string, text: string, nonce: string | null, more: Line = {}): Line {
    const message = {
      type: 'message',
      user,
      text,
      id: this.last + 1,
      at: 1_789_300_000_000 + this.last,
      ...(nonce !== null && { nonce }),
      ...(this.name !== 'lobby' && { room: this.name }),
      ...more,
    };
    this.#messages.push(message);
    return message;
  }

  find(nonce: string): number | null {
    const found = this.#messages.find((message) => message.nonce === nonce);
    return found === undefined ? null : (found.id as number);
  }

  /** Another history. */
  replace(epoch: string): void {
    this.epoch = epoch;
    this.#messages = [];
  }

  /** What one that comes is sent. */
  missedSince(from: Line): Line[] {
    const isKnown = from.epoch === this.epoch && typeof from.since === 'number';
    const since = Math.max(this.forgotten, isKnown ? (from.since as number) : this.last - 50, 0);
    const state = { type: 'room', room: this.name, epoch: this.epoch, since, id: this.last };
    const backlog = { type: 'system', event: 'backlog', text: 'Above.', ...(this.name !== 'lobby' && { room: this.name }) };
    return [state, ...this.#messages.slice(since), ...(isKnown ? [] : [backlog])];
  }

  history(line: Line): Line {
    const limit = line.limit as number;
    const kept = this.#messages.slice(this.forgotten);
    const part =
      typeof line.after === 'number'
        ? kept.filter((message) => (message.id as number) > (line.after as number)).slice(0, limit)
        : kept.filter((message) => (message.id as number) < ((line.before as number | undefined) ?? Infinity)).slice(-limit);
    const messages = part.map(({ id, user, text, at, bot }) => ({ id, user, text, at, bot }));
    return {
      type: 'history',
      room: this.name,
      messages,
      ...(messages[0]?.id === this.forgotten + 1 && { first: true }),
      ...(messages.at(-1)?.id === this.last && { last: true }),
    };
  }
}
