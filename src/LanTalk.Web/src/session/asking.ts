import type { Outgoing } from './outgoing.ts';

/** The command that is on its way, and what the server has answered to it so far. */
export class Asking {
  #command: Outgoing | null = null;
  #lines: string[] = [];

  begin(command: Outgoing): void {
    this.#command = command;
    this.#lines = [];
  }

  /** A line of an answer; false if nobody has asked. */
  add(text: string): boolean {
    if (this.#command === null) {
      return false;
    }

    this.#lines.push(text);
    return true;
  }

  /** The command is carried out or refused, or the connection is lost: what was answered. Null if it was another command. */
  end(nonce: string): string | null {
    if (this.#command?.nonce !== nonce) {
      return null;
    }

    this.#command = null;
    return this.#lines.join('\n');
  }
}
