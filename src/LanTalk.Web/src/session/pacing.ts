import type { Clock } from '../time/clock.ts';
import { readRate } from '../time/duration.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import { Pace, type Ticket } from './pace.ts';

/** How much former connections of this session have spent of the limits. */
export interface Spent {
  readonly messages: number;
  readonly queries: number;
}

/** The limits of one connection, and what was sent on it and not shown to be handled yet. */
export class Pacing {
  readonly messages: Pace;
  readonly queries: Pace;
  readonly #tickets = new Map<string, Ticket>();
  readonly #open: Ticket[] = [];
  readonly #pings: number[] = [];

  constructor(welcome: ServerMessageOf<'auth_ok'>, clock: Clock, before: Spent) {
    this.messages = new Pace(readRate(welcome.rate_limit), clock, before.messages);
    this.queries = new Pace(readRate(welcome.query_limit), clock, before.queries);
  }

  get spent(): Spent {
    return { messages: this.messages.spent, queries: this.queries.spent };
  }

  /** Something went out. `nonce` is what its answer names; null if only a pong shows that it was handled. */
  sent(ticket: Ticket, nonce: string | null): void {
    this.#open.push(ticket);
    if (nonce !== null) {
      this.#tickets.set(nonce, ticket);
    }
  }

  pinged(): void {
    this.#pings.push(this.#open.length);
  }

  /** Looks at what came: the answer to something shows that this and what was sent before it was handled. */
  heard(message: ServerMessage): void {
    if (message.type === 'pong') {
      this.#handle(this.#pings.shift() ?? 0);
      return;
    }

    const nonce = 'nonce' in message && message.type !== 'auth_request' ? message.nonce : undefined;
    const ticket = nonce === undefined ? undefined : this.#tickets.get(nonce);
    if (nonce !== undefined && ticket !== undefined) {
      this.#tickets.delete(nonce);
      this.#handle(this.#open.indexOf(ticket) + 1);
    }
  }

  close(): void {
    this.messages.close();
    this.queries.close();
  }

  #handle(count: number): void {
    this.#open.splice(0, count).forEach((ticket) => ticket.handled());
    this.#pings.forEach((before, i) => {
      this.#pings[i] = Math.max(0, before - count);
    });
  }
}
