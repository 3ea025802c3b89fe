import { type Signal, computed, signal } from '@preact/signals';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts';
import { random } from '../bytes/bytes.ts';
import { announceShare } from '../session/outgoing.ts';
import type { Answer } from '../session/questions.ts';
import type { Recipient, SealedRecipient } from '../session/private-talk.ts';
import type { Session } from '../session/session.ts';
import { LOBBY } from '../text/names.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { OverviewModel } from './overview-model.ts';
import type { ShareList, ShareTicket, Shares } from './shares.ts';

const KEY_LENGTH = 32;
const NONCE_LENGTH = 9;

export class SharesModel implements Shares {
  readonly removed: Signal<ReadonlySet<number>> = signal<ReadonlySet<number>>(new Set());
  readonly areKept;
  readonly #session: Session;
  readonly #now: () => number;

  constructor(session: Session, overview: OverviewModel, now: () => number) {
    this.#session = session;
    this.#now = now;
    this.areKept = computed(() => overview.overview.value.commands.some(({ name }) => name === 'files'));
  }

  async askTicket(share: number | null): Promise<ShareTicket> {
    const answer = await this.#ask({ sealed: true, ...(share !== null && { share }) });
    if (answer?.kind !== 'answer') {
      return answer ?? { kind: 'offline' };
    }

    const key = fromBase64Url(answer.message.key, KEY_LENGTH);
    return key === null ? { kind: 'refused', text: 'This server is too old for files in a browser.' } : { kind: 'ticket', ticket: answer.message.ticket, key };
  }

  async askDownload(share: number): Promise<string | null> {
    const answer = await this.#ask({ share });
    return answer?.kind === 'answer' ? answer.message.ticket : null;
  }

  announce(share: number, title: string, room: string): void {
    this.#session.say(announceShare(share, title, room, this.#now()));
  }

  findRecipient(user: string): Promise<Recipient | null> {
    return this.#session.findRecipient(user);
  }

  tell(recipient: SealedRecipient, text: string, sealedShare: string): void {
    this.#session.tellOfShare(recipient, text, sealedShare);
  }

  async list(of: { readonly room: string } | { readonly share: number }): Promise<ShareList | null> {
    const answer = await this.#session.ask(
      { type: 'files', ...('room' in of && of.room === LOBBY ? {} : of) },
      (message: ServerMessage): message is ShareList => message.type === 'files',
    );
    return answer?.kind === 'answer' ? answer.message : null;
  }

  remove(share: number): Promise<string | null> {
    return this.#session.command(`/unsend ${share}`, LOBBY);
  }

  /** A share went. */
  unshared(share: number): void {
    this.removed.value = new Set([...this.removed.value, share]);
  }

  #ask(what: { readonly share?: number; readonly sealed?: boolean }): Promise<Answer<ServerMessageOf<'ticket'>>> {
    const nonce = toBase64Url(random(NONCE_LENGTH));
    return this.#session.ask(
      { type: 'ticket', nonce, ...what },
      (message: ServerMessage): message is ServerMessageOf<'ticket'> => message.type === 'ticket' && message.nonce === nonce,
    );
  }
}
