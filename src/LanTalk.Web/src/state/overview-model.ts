import { type Signal, computed, signal } from '@preact/signals';
import type { Session } from '../session/session.ts';
import type { ServerMessage, ServerMessageOf } from '../wire/server-messages.ts';
import type { Overview } from './chat.ts';
import { COMMANDS, findCommand } from './commands.ts';

const OWN = COMMANDS.filter((command) => command.isOwn);
const isOverview = (message: ServerMessage): message is ServerMessageOf<'overview'> => message.type === 'overview';

/** Who is there, which rooms there are, and what may be typed. */
export class OverviewModel {
  readonly overview: Signal<Overview> = signal<Overview>({
    online: null,
    users: [],
    rooms: [],
    commands: OWN.map(({ name, arguments: args, help }) => ({ name, arguments: args, help, isOwn: true })),
  });
  /** The server offers invitations to those who may make them. */
  readonly mayInvite = computed(() => this.overview.value.commands.some((command) => command.name === 'invite' && !command.isOwn));
  readonly #session: Pick<Session, 'ask'>;
  #isAsking = false;

  constructor(session: Pick<Session, 'ask'>) {
    this.#session = session;
  }

  get serverCommands(): readonly string[] {
    return this.overview.value.commands.filter((command) => !command.isOwn).map((command) => command.name);
  }

  isCommandOf(bot: string, line: string): boolean {
    const [word] = line.split(/\s/, 1);
    return this.overview.value.commands.some(({ bot: owner, name }) => owner === bot && `/${name}` === word && findCommand(name) === undefined);
  }

  async refresh(): Promise<void> {
    if (this.#isAsking) {
      return;
    }

    this.#isAsking = true;
    const answer = await this.#session.ask({ type: 'overview' }, isOverview);
    this.#isAsking = false;
    if (answer?.kind === 'answer') {
      this.take(answer.message);
    }
  }

  take(message: ServerMessageOf<'overview'>): void {
    this.overview.value = read(message);
  }
}

/** The server describes those commands that it has too; but what the page carries out is the page's. */
function read(message: ServerMessageOf<'overview'>): Overview {
  const theirs = message.commands.map((command) => ({ ...command, isOwn: false }));
  const ownOnly = OWN.filter((command) => !theirs.some((one) => one.name === command.name) && command.name !== 'invite');
  const commands = [...theirs, ...ownOnly.map(({ name, arguments: args, help }) => ({ name, arguments: args, help, isOwn: true }))];
  return {
    online: message.online,
    users: message.users,
    rooms: (message.rooms ?? []).map(({ room, users, topic }) => ({ name: room, users, topic: topic ?? null })),
    commands: commands.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
