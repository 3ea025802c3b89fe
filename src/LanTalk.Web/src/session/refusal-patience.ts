const MAX_BUSY = 20;
const MAX_NAME_TAKEN = 4;

/**
 * Which refusals of a returning user may pass. A server that is just coming up is busy, and it may not have noticed yet that the user was
 * gone; but a name that stays taken is somebody else's now.
 */
export class RefusalPatience {
  #busy = 0;
  #nameTaken = 0;

  triesAgain(code: string | null): boolean {
    switch (code) {
      case 'shutdown':
        return true;
      case 'busy':
      case 'timeout':
        return ++this.#busy <= MAX_BUSY;
      case 'name_taken':
        return ++this.#nameTaken <= MAX_NAME_TAKEN;
      default:
        return false;
    }
  }
}
